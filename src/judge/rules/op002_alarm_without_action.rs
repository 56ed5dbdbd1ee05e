//! An alarm that tells nobody.

use super::{Example, Facts, Part, Pillar, Report, Rule, mend::{self, Mend}};
use crate::judge::Severity;
use crate::model::{Connection, ConnectionKind};

/// The rule.
pub const RULE: Rule = Rule {
    id: "OP002",
    slug: "op002_alarm_without_action",
    title: "Alarm without action",
    pillar: Pillar::Operations,
    severity: Severity::Warning,
    when: "A CloudWatch alarm has no management connection out of it to an SNS topic, an Auto Scaling group, an ECS \
           service or an EC2 instance.",
    why: "An alarm nobody hears.",
    fix: "Connect it to an SNS topic, or to what it shall set going.",
    trades: &[],
    source: "Config CLOUDWATCH_ALARM_ACTION_CHECK; checkov CKV_AWS_319",
    note: "An alarm by itself only changes colour in a console that nobody looks at. Its action makes it useful: a \
           message to a topic that people subscribe to, a scaling policy, the recovery of a server. Draw the \
           connection from the alarm to whom it tells; the other direction says what it watches.",
    path: false,
    bad: Example {
        sketch: r#"users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; watch: cloudwatch_alarm; users -> lb -> web; lb -management-> watch"#,
        subject: "watch",
    },
    good: Example {
        sketch: r#"users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; watch: cloudwatch_alarm; duty: sns; users -> lb -> web; lb -management-> watch; watch -management-> duty"#,
        subject: "watch",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    let acts = |part: &Part<'_>| matches!(part.kind(), "sns" | "asg" | "ecs_service" | "ec2");
    for alarm in facts.of_kinds(&["cloudwatch_alarm"]) {
        if alarm.heads(ConnectionKind::Management).iter().any(acts) {
            continue;
        }
        let name = alarm.label();
        let region = alarm.node().region;
        let mut mend = Mend::new(facts);
        let topic = facts.of_kinds(&["sns"]).find(|topic| {
            topic.node().region == region && !topic.settings().flag("fifo_topic")
        });
        let (id, label) = match topic {
            Some(topic) => (topic.id().clone(), format!("Let {name} tell {}", topic.label())),
            None => {
                let id = mend.fresh_id("alarms");
                mend.add(vec![mend::component(id.clone(), "sns", region)], Vec::new());
                (id, format!("Let {name} tell a topic"))
            }
        };
        mend.add(Vec::new(), vec![Connection::new(alarm.id().as_str(), id.as_str(), ConnectionKind::Management)]);
        let message = format!("{name} tells nobody: it has no action, so it only changes colour in a console.");
        report.find(alarm, message).fix(mend.fix(label));
    }
}
