//! A group behind a load balancer that only asks whether machines run.

use super::{Example, Facts, Pillar, Report, Rule, mend::Mend, words};
use crate::judge::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA012",
    slug: "ha012_group_uses_machine_checks",
    title: "Group behind a load balancer uses machine health checks",
    pillar: Pillar::Availability,
    severity: Severity::Warning,
    when: "An Auto Scaling group is a target of a load balancer, and its health_check_type is not ELB.",
    why: "A hung application looks healthy to EC2, so it is never replaced.",
    fix: "Set the health check to ELB, with a grace period for the start.",
    trades: &[],
    source: "Security Hub AutoScaling.1; checkov CKV2_AWS_15; Config AUTOSCALING_GROUP_ELB_HEALTHCHECK_REQUIRED; \
           cdk-nag AS2; book ch. 17",
    note: "EC2 checks ask whether the machine runs; the load balancer asks whether the application answers. Only \
           the second question is the one your users ask. Add a grace period so that a slow start is not mistaken \
           for a failure.",
    path: false,
    bad: Example {
        sketch: r#"users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; users -> lb -> web"#,
        subject: "web",
    },
    good: Example {
        sketch: r#"users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 2, "health_check_type": "ELB"}; users -> lb -> web"#,
        subject: "web",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for group in facts.of_kinds(&["asg"]) {
        let balancers = group.balanced_by();
        if balancers.is_empty() || group.settings().text("health_check_type") == "ELB" {
            continue;
        }
        let name = group.label();
        let message = format!(
            "{name} asks EC2 whether its machines run, not {} whether the application answers; a hung application is never replaced.",
            words::names(&balancers)
        );
        let mut mend = Mend::new(facts);
        mend.set(group, "health_check_type", "ELB");
        if group.settings().count("health_check_grace_period") == 0 {
            mend.set(group, "health_check_grace_period", 300);
        }
        report.find(group, message).fix(mend.fix(format!("Let {name} use the load balancer's health check")));
    }
}
