//! Estimates.
use zonewise::codec::load;
use zonewise::cost::{Options, estimate};
use zonewise::system::System;

#[test]
fn show() {
    for name in ["wordpress-ha", "wordpress-weak", "serverless-web-app"] {
        for region in [None, Some("us-east-1".to_owned())] {
            let loaded = load(&std::fs::read(format!("public/samples/{name}.zonewise.json")).unwrap()).unwrap();
            let e = estimate(&System::of(&loaded.design), &Options { region: region.clone(), ..Options::default() });
            println!("== {name} {region:?} {:?} complete {}", e.total, e.complete);
            for c in &e.components {
                println!("{} {:?}", c.id, c.monthly);
                for l in &c.lines {
                    println!(
                        "   {} | {} {} x {} = {} | {} | {:?} | {} {}",
                        l.name,
                        l.quantity,
                        l.unit,
                        l.unit_price,
                        l.monthly.expected,
                        l.formula,
                        l.assumption,
                        l.source,
                        l.as_of
                    );
                }
            }
            for l in &e.account {
                println!(
                    " A {} | {} {} x {} = {} | {} | {:?} | {} {}",
                    l.name,
                    l.quantity,
                    l.unit,
                    l.unit_price,
                    l.monthly.expected,
                    l.formula,
                    l.assumption,
                    l.source,
                    l.as_of
                );
            }
            for n in &e.not_counted {
                println!("  - {:?} {} : {} {}", n.component, n.what, n.why, n.incomplete);
            }
        }
    }
}
