//! A load balancer with nothing behind it.

use super::{Example, Facts, Part, Pillar, Report, Rule};
use crate::judge::{Fix, Severity};
use crate::model::{Command, Connection, ConnectionKind};

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA003",
    slug: "ha003_balancer_without_targets",
    title: "Load balancer without targets",
    pillar: Pillar::Availability,
    severity: Severity::Error,
    when: "An Application or Network Load Balancer has no outgoing request connection.",
    why: "It answers every request with an error.",
    fix: "Connect it to what does the work. Where a fleet in its zones stands unconnected, the fix draws the line.",
    trades: &["DU008", "HA013", "HA039", "HA041", "HA042", "HA053"],
    source: "Book 14.1; ELB target groups",
    note: "A load balancer adds no capacity of its own. It only picks among targets, so an empty target group means \
           an immediate error page. Always draw the line to what does the work.",
    path: false,
    bad: Example {
        sketch: r#"users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; users -> lb"#,
        subject: "lb",
    },
    good: Example {
        sketch: r#"users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; users -> lb -> web"#,
        subject: "lb",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for lb in facts.balancers().filter(|lb| lb.heads(ConnectionKind::Request).is_empty()) {
        let message = format!("{} has nothing behind it, so it answers every request with an error.", lb.label());
        report.find(lb, message).fix(connect(facts, lb));
    }
}

/// Connects the first fleet beside it that is in its zones and that no load balancer serves yet.
fn connect(facts: &Facts<'_>, lb: Part<'_>) -> Option<Fix> {
    let fits = |fleet: &Part<'_>| {
        fleet.node().vpc == lb.node().vpc
            && fleet.zones().len() >= 2
            && fleet.zones().iter().all(|zone| lb.zones().contains(zone))
            && fleet.balanced_by().is_empty()
            && !facts.graph.hard_closure(fleet.ix).contains(&lb.ix)
    };
    let fleet = facts.fleets().find(fits)?;
    let connection = Connection::new(lb.id().as_str(), fleet.id().as_str(), ConnectionKind::Request);
    let label = format!("Connect {} to {}", lb.label(), fleet.label());
    Some(Fix { label, command: Command::Connect(connection) })
}
