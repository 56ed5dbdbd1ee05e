//! Redundancy that a test environment hardly needs.

use std::collections::BTreeMap;

use super::{Example, Facts, Part, Pillar, Report, Rule, mend::Mend};
use crate::judge::Severity;
use crate::system::NodeIx;

/// The rule.
pub const RULE: Rule = Rule {
    id: "CO003",
    slug: "co003_redundancy_in_test_design",
    title: "Production redundancy in a test design",
    pillar: Pillar::Cost,
    severity: Severity::Advice,
    when: "The environment is dev, and an RDS database is Multi-AZ, or a VPC has more than one zonal NAT gateway \
           (the subject is then the second).",
    why: "Doubles cost where downtime is acceptable.",
    fix: "Use a single instance and one NAT gateway, and accept that a failure stops the tests.",
    trades: &["HA013", "HA025", "HA026", "HA030", "HA039", "HA041"],
    source: "WA COST; book 13.3",
    note: "Redundancy buys time for users, and a test environment has none. A Multi-AZ database costs twice a \
           single one, and every NAT gateway has its hourly price. Keep it where the failover itself is what you \
           test.",
    path: false,
    bad: Example {
        sketch: r#"requirements {"environment": "dev"}
                   web: asg[a,b]{"min_size": 2}; db: rds[a,b]{"multi_az": true}; web => db"#,
        subject: "db",
    },
    good: Example {
        sketch: r#"requirements {"environment": "dev"}
                   web: asg[a,b]{"min_size": 2}; db: rds[a,b]; web => db"#,
        subject: "db",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    if !facts.is_dev() {
        return;
    }
    for db in facts.of_kinds(&["rds"]).filter(|db| !db.is_single_database()) {
        let name = db.label();
        let message = format!("This is a dev design, and {name} pays for a standby that waits for a failure.");
        let mut mend = Mend::new(facts);
        for setting in ["multi_az", "multi_az_cluster"] {
            if db.settings().flag(setting) {
                mend.set(db, setting, false);
            }
        }
        report.find(db, message).fix(mend.fix(format!("Make {name} a single instance")));
    }
    let mut by_vpc: BTreeMap<Option<NodeIx>, Vec<Part<'_>>> = BTreeMap::new();
    for nat in facts.of_kinds(&["nat_gateway"]).filter(|nat| nat.is_zonal_nat()) {
        by_vpc.entry(nat.node().vpc).or_default().push(nat);
    }
    for nats in by_vpc.values() {
        let [first, second, ..] = nats.as_slice() else { continue };
        let message = format!("This is a dev design, and {} pays for {} NAT gateways.",
            second.vpc().map_or("it", Part::label), nats.len());
        let mut mend = Mend::new(facts);
        for nat in nats.iter().skip(1) {
            mend.remove(*nat);
        }
        let finding = report.find(*second, message).fix(mend.fix(format!("Keep {} only", first.label())));
        for nat in nats {
            finding.about(nat.id());
        }
    }
}
