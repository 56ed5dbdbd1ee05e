//! Backups that lie where the data lies.

use super::{Example, Facts, Pillar, Report, Rule, mend::{self, Mend}};
use crate::judge::Severity;
use crate::model::{Connection, ConnectionKind};

/// The rule.
pub const RULE: Rule = Rule {
    id: "OP005",
    slug: "op005_backups_in_one_region",
    title: "Backups in the same account and region only",
    pillar: Pillar::Operations,
    severity: Severity::Advice,
    when: "A backup has no replication connection, in either direction.",
    why: "One compromise of the account, or the loss of the region, takes the data and its copies.",
    fix: "Add a vault in another region and copy into it.",
    trades: &[],
    source: "WA REL09-BP02",
    note: "A copy protects only from what does not reach it. A deleted table is restored from the vault beside it; \
           a lost region takes the vault along. A second vault elsewhere, best in another account too, is what is \
           left on the worst day.",
    path: false,
    bad: Example {
        sketch: r#"tbl: dynamodb; keep: backup; keep -management-> tbl"#,
        subject: "keep",
    },
    good: Example {
        sketch: r#"tbl: dynamodb; keep: backup; far: backup@us-west-2; keep -management-> tbl; keep -replication-> far"#,
        subject: "keep",
    },
    check,
};

/// Where a copy goes: the usual partner of a region, else one of the two largest.
fn elsewhere(region: &str) -> &'static str {
    match region {
        "us-east-1" => "us-west-2",
        "us-west-2" | "us-east-2" | "ca-central-1" => "us-east-1",
        "eu-west-1" => "eu-central-1",
        "eu-central-1" | "eu-west-2" | "eu-west-3" | "eu-north-1" | "eu-south-1" => "eu-west-1",
        "ap-northeast-1" => "ap-northeast-3",
        _ if region.starts_with("eu-") => "eu-west-1",
        _ if region.starts_with("cn-north-1") => "cn-northwest-1",
        _ if region.starts_with("cn-") => "cn-north-1",
        _ if region.starts_with("us-gov-west") => "us-gov-east-1",
        _ if region.starts_with("us-gov-") => "us-gov-west-1",
        _ if region.starts_with("ap-") => "ap-northeast-1",
        _ => "us-east-1",
    }
}

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for backup in facts.of_kinds(&["backup"]) {
        let copied = [backup.heads(ConnectionKind::Replication), backup.tails(ConnectionKind::Replication)].concat();
        if !copied.is_empty() {
            continue;
        }
        let name = backup.label();
        let own = backup.node().region.unwrap_or(&facts.system.design.header.region);
        let region = elsewhere(own);
        let message = format!("The copies that {name} makes stay in {own}; what takes the data may take them too.");
        let mut mend = Mend::new(facts);
        let id = mend.fresh_id(&format!("{}-copy", backup.id()));
        let link = Connection::new(backup.id().as_str(), id.as_str(), ConnectionKind::Replication);
        mend.add(vec![mend::component(id, "backup", Some(region))], vec![link]);
        report.find(backup, message).fix(mend.fix(format!("Copy the backups of {name} to {region}")));
    }
}
