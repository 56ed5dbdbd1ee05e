//! Data of which the loss of a region leaves nothing.

use super::{Example, Facts, Part, Pillar, Report, Rule, mend};
use crate::judge::Severity;
use crate::model::ConnectionKind;

/// The rule.
pub const RULE: Rule = Rule {
    id: "DU008",
    slug: "du008_no_copy_in_another_region",
    title: "Data has no copy in another region",
    pillar: Pillar::Durability,
    severity: Severity::Error,
    when: "The design requires disaster recovery (dr_required), and an RDS database, Aurora cluster, DynamoDB \
           table, S3 bucket or EFS file system on a path has neither a replication connection (either direction) to \
           another region nor cross_region_backup.",
    why: "A region loss would be a data loss.",
    fix: "Copy backups to another region, or replicate to a second store there.",
    trades: &[],
    source: "WA REL09, REL13; checkov CKV_AWS_144; Config S3_BUCKET_REPLICATION_ENABLED",
    note: "Zones of a region protect against a fire in one building. A region is lost rarely, but then everything \
           in it is, backups included. Either data is copied out beforehand, or there is nothing to start from \
           elsewhere.",
    path: true,
    bad: Example {
        sketch: r#"requirements {"dr_required": true}
                   users: users; api: api_gateway; fn: lambda; tbl: dynamodb; users -> api -> fn => tbl"#,
        subject: "tbl",
    },
    good: Example {
        sketch: r#"requirements {"dr_required": true}
                   users: users; api: api_gateway; fn: lambda; tbl: dynamodb{"cross_region_backup": true}; users -> api -> fn => tbl"#,
        subject: "tbl",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    if !facts.needs_recovery() {
        return;
    }
    for store in facts.of_kinds(&["rds", "aurora", "dynamodb", "s3", "efs"]) {
        if store.path().is_none() || store.settings().flag("cross_region_backup") || is_replicated(store) {
            continue;
        }
        let name = store.label();
        let region = store.node().region.unwrap_or("its region");
        let message = format!("The design must survive the loss of a region, but {name} has no copy outside {region}.");
        let label = format!("Copy backups of {name} to another region");
        report.find(store, message).fix(mend::set(store, "cross_region_backup", true, label));
    }
}

/// Whether a replication connection joins it with a store in another region.
fn is_replicated(store: Part<'_>) -> bool {
    let both = [store.heads(ConnectionKind::Replication), store.tails(ConnectionKind::Replication)].concat();
    both.iter().any(|other| other.node().region.is_some() && other.node().region != store.node().region)
}
