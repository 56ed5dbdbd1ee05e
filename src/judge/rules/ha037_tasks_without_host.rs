//! A container service in a zone in which none of its instances can be.

use std::collections::BTreeSet;

use super::{Example, Facts, Part, Pillar, Report, Rule, mend::Mend, words};
use crate::judge::Severity;
use crate::model::{ConnectionKind, Zone};

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA037",
    slug: "ha037_tasks_without_host",
    title: "Tasks placed where no host runs",
    pillar: Pillar::Availability,
    severity: Severity::Error,
    when: "A host connection leads from a service to instances that lack a zone of the service (hosts with one label \
           count together). The subject is the service.",
    why: "Tasks for that zone cannot start there, so the spread exists on paper only.",
    fix: "Widen the group of instances to the zones of the service.",
    trades: &["HA041"],
    source: "ECS developer guide (placement); TA \"ECS Multi-AZ placement strategy\"",
    note: "A task needs a machine under it. If the machines live in one zone, so do the tasks, whatever the service \
           settings say. Check the layer below before you trust the layer above.",
    path: false,
    bad: Example {
        sketch: r#"users: users; lb: alb[a,b]; svc: ecs_service[a,b]{"desired_count": 2, "launch_type": "EC2"}; hosts: asg[a]{"min_size": 2}; users -> lb -> svc; svc -host-> hosts"#,
        subject: "svc",
    },
    good: Example {
        sketch: r#"users: users; lb: alb[a,b]; svc: ecs_service[a,b]{"desired_count": 2, "launch_type": "EC2"}; hosts: asg[a,b]{"min_size": 2}; users -> lb -> svc; svc -host-> hosts"#,
        subject: "svc",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for service in facts.of_kinds(&["ecs_service", "eks"]) {
        // Hosts with one label stand in for each other; every other one is needed by itself.
        let mut hosts: Vec<(Option<&str>, Vec<Part<'_>>)> = Vec::new();
        for (link, host) in service.links_out().filter(|(link, _)| link.kind == ConnectionKind::Host) {
            match hosts.iter_mut().find(|(label, _)| label.is_some() && *label == link.group) {
                Some((_, alternatives)) => alternatives.push(host),
                None => hosts.push((link.group, vec![host])),
            }
        }
        let mut mend = Mend::new(facts);
        let (mut bare, mut lacking): (BTreeSet<Zone>, Vec<Part<'_>>) = (BTreeSet::new(), Vec::new());
        for (_, alternatives) in &hosts {
            let has = |zone: &Zone| alternatives.iter().any(|host| host.target_zones().contains(zone));
            let missing: Vec<Zone> = service.zones().iter().copied().filter(|zone| !has(zone)).collect();
            if missing.is_empty() {
                continue;
            }
            if let Some(fleet) = alternatives.iter().find(|host| host.kind() == "asg") {
                for zone in &missing {
                    mend.widen(*fleet, *zone);
                }
            }
            bare.extend(missing);
            lacking.extend(alternatives);
        }
        if bare.is_empty() {
            continue;
        }
        let zones: Vec<Zone> = bare.into_iter().collect();
        let (name, instances) = (service.label(), words::names(&lacking));
        let message = format!(
            "{name} may place tasks in {}, where {instances} has no instances; none can start there.",
            words::zones(&zones)
        );
        let widened = lacking.iter().all(|host| host.kind() == "asg" && host.vpc().is_some());
        let fix = mend.fix(format!("Widen {instances} to {}", words::zones(&zones))).filter(|_| widened);
        let finding = report.find(service, message).fix(fix);
        for host in &lacking {
            finding.about(host.id());
        }
    }
}
