//! A path without an alarm.

use std::collections::BTreeSet;

use super::{Example, Facts, Part, Pillar, Report, Rule, mend::{self, Mend}};
use crate::order::Gather as _;
use crate::judge::Severity;
use crate::model::{Connection, ConnectionKind};
use crate::system::NodeIx;

/// The rule.
pub const RULE: Rule = Rule {
    id: "OP001",
    slug: "op001_nobody_is_told",
    title: "Nobody is told",
    pillar: Pillar::Operations,
    severity: Severity::Advice,
    when: "Of a request path neither the entry nor a data store has a CloudWatch alarm attached (a management \
           connection, either direction).",
    why: "Failover happens unseen, the second failure does not.",
    fix: "Attach an alarm to the entry, and let it tell an SNS topic.",
    trades: &[],
    source: "Config CLOUDWATCH_ALARM_RESOURCE_CHECK; WA REL06",
    note: "Redundancy turns the first failure into a quiet event: everything goes on, with nothing left in reserve. \
           Somebody must hear of it in time to restore the reserve. An alarm on errors at the entry is the least \
           there should be.",
    path: true,
    bad: Example {
        sketch: r#"users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; users -> lb -> web"#,
        subject: "lb",
    },
    good: Example {
        sketch: r#"users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; watch: cloudwatch_alarm; duty: sns; users -> lb -> web; lb -management-> watch; watch -management-> duty"#,
        subject: "lb",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    let watched: BTreeSet<NodeIx> = facts
        .drawn("cloudwatch_alarm")
        .flat_map(|alarm| [alarm.heads(ConnectionKind::Management), alarm.tails(ConnectionKind::Management)].concat())
        .map(|part| part.ix)
        .gather();
    for (path, entry) in facts.request_paths() {
        let is_watched_store =
            |part: &Part<'_>| watched.contains(&part.ix) && part.node().service.is_data_store();
        let store = || path.closure.iter().filter_map(|id| facts.find(id)).any(|part| is_watched_store(&part));
        if watched.contains(&entry.ix) || (!watched.is_empty() && store()) {
            continue;
        }
        let name = entry.label();
        let message = format!("No alarm watches {name} or the data behind it; the first failure goes unseen, the second does not.");
        let mut mend = Mend::new(facts);
        let id = mend.fresh_id("alarm");
        let region = entry.node().region.unwrap_or("us-east-1");
        let watches = Connection::new(entry.id().as_str(), id.as_str(), ConnectionKind::Management);
        let topic = facts.of_kinds(&["sns"]).find(|topic| topic.node().region == Some(region) && !topic.settings().flag("fifo_topic"));
        let (topic, mut added) = match topic {
            Some(topic) => (topic.id().clone(), Vec::new()),
            None => {
                let id = mend.fresh_id("alarms");
                (id.clone(), vec![mend::component(id, "sns", Some(region))])
            }
        };
        let tells = Connection::new(id.as_str(), topic.as_str(), ConnectionKind::Management);
        added.push(mend::component(id, "cloudwatch_alarm", Some(region)));
        mend.add(added, vec![watches, tells]);
        report.find(entry, message).fix(mend.fix(format!("Watch {name} with an alarm that tells a topic")));
    }
}
