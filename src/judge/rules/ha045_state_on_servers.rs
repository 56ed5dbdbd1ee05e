//! A fleet whose members keep state.

use super::{Example, Facts, Part, Pillar, Report, Rule, mend::{self, Mend}};
use crate::judge::{Fix, Severity};
use crate::model::{Connection, ConnectionKind};

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA045",
    slug: "ha045_state_on_servers",
    title: "State kept on the servers",
    pillar: Pillar::Availability,
    severity: Severity::Warning,
    when: "A fleet is stateful, unless it is a fleet of one that keeps snapshots (then the snapshot interval is the \
           data that can be lost).",
    why: "Losing a unit loses its users' sessions, and scaling in does the same on purpose.",
    fix: "Keep the state in a shared store. The fix adds a table for it.",
    trades: &["HA041"],
    source: "Book 17.3 (stateless servers); WA REL05",
    note: "A fleet heals by throwing members away. Anything a member keeps to itself is thrown away with it. Move \
           sessions, uploads and counters to a shared store.",
    path: false,
    bad: Example {
        sketch: r#"users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 2, "stateful": true}; users -> lb -> web"#,
        subject: "web",
    },
    good: Example {
        sketch: r#"users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; sessions: dynamodb{"point_in_time_recovery": true}; users -> lb -> web => sessions"#,
        subject: "web",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for fleet in facts.fleets().filter(|fleet| fleet.settings().flag("stateful")) {
        let settings = fleet.settings();
        let one = fleet.node().resilience.units.len() <= 1 && fleet.bounds().is_none_or(|(_, max)| max <= 1);
        if one && settings.flag("snapshots") {
            continue;
        }
        let name = fleet.label();
        let message = format!("{name} keeps state on its members; it is lost with each that fails or is scaled in.");
        report.find(fleet, message).fix(session_table(facts, fleet));
    }
}

/// A table for the state, with a way to it that needs no NAT gateway.
fn session_table<'f>(facts: &'f Facts<'f>, fleet: Part<'f>) -> Option<Fix> {
    let mut mend = Mend::new(facts);
    let id = mend.fresh_id("sessions");
    let mut table = mend::component(id.clone(), "dynamodb", fleet.node().region);
    table.settings.insert("point_in_time_recovery".to_owned(), true.into());
    if facts.needs_recovery() {
        table.settings.insert("cross_region_backup".to_owned(), true.into());
    }
    let link = Connection::new(fleet.id().as_str(), id.as_str(), ConnectionKind::Data);
    if let Some(vpc) = fleet.vpc().filter(|_| !fleet.has_endpoint("dynamodb")) {
        mend.endpoint(vpc, "dynamodb");
    }
    mend.add(vec![table], vec![link]).set(fleet, "stateful", false);
    mend.fix(format!("Move the state of {} to a table", fleet.label()))
}
