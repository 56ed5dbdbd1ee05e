//! A server that nobody brings back.

use super::{Example, Facts, Pillar, Report, Rule, mend};
use crate::judge::Severity;
use crate::catalog::Behaviour;

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA046",
    slug: "ha046_server_without_recovery",
    title: "Server without automatic recovery",
    pillar: Pillar::Availability,
    severity: Severity::Warning,
    when: "An EC2 instance has auto_recovery false, and no alarm has a management connection to it with the \
           action recover.",
    why: "A failed host means a person has to start a new one.",
    fix: "Switch automatic recovery on.",
    trades: &[],
    source: "Book 13.1",
    note: "A recovery alarm watches the machine under your machine and moves it when the hardware dies. The \
           disk and the address stay. It helps only inside the same zone.",
    path: false,
    bad: Example {
        sketch: r#"s: ec2[a]"#,
        subject: "s",
    },
    good: Example {
        sketch: r#"s: ec2[a]{"auto_recovery": true}"#,
        subject: "s",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for server in facts.of_kinds(&["ec2"]) {
        if !matches!(server.node().resilience.behaviour, Behaviour::Server { auto_recovery: false }) {
            continue;
        }
        let name = server.label();
        let message = format!("{name} does not come back by itself when its host fails; somebody has to start a new one.");
        let label = format!("Let {name} recover by itself");
        report.find(server, message).fix(mend::set(server, "auto_recovery", true, label));
    }
}
