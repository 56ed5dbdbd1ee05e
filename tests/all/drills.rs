//! Failure drills against `reliability.md` B: reference outcomes, traps, recovery.

use zonewise::codec::sketch;
use zonewise::judge::{Verdicts, verdicts};
use zonewise::system::System;

/// The verdicts on a sample design.
fn sample(name: &str) -> Verdicts {
    let bytes = std::fs::read(format!("public/samples/{name}.zonewise.json")).unwrap();
    let loaded = zonewise::codec::load(&bytes).unwrap();
    verdicts(&System::of(&loaded.design))
}

#[test]
fn samples() {
    for name in ["wordpress-ha", "wordpress-weak", "serverless-web-app"] {
        let v = sample(name);
        for p in &v.paths {
            println!("{name} {p:#?}");
        }
        for d in &v.drills {
            println!("{:?} {} {:?} {:?} {:?} {:?}", d.failure, d.path, d.outcome, d.because, d.rto, d.rpo);
        }
    }
    let _ = sketch;
}
