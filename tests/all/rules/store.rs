//! The rules about single servers, disks, Aurora, replicas and caches: conditions at their edges, and every fix
//! on random designs of these types.

use std::collections::BTreeSet;

use super::fixes::wrong_fixes;
use super::{example, judge, subject};
use crate::support::cases;
use crate::terraform_store::varied;

/// A design has, of the findings of one rule, exactly these: "severity subject".
#[track_caller]
fn check(rule: &str, text: &str, expected: &[&str]) {
    let findings = judge(&example(text)).findings;
    let of_rule = findings.iter().filter(|finding| finding.rule == rule);
    let found: Vec<String> =
        of_rule.map(|finding| format!("{} {}", finding.severity.name(), subject(finding))).collect();
    assert_eq!(found, expected, "{rule}: {text}");
}

#[test]
fn conditions_hold_at_their_edges() {
    // A server on no request path, one of two behind a balancer, two in one zone of which neither is to blame alone.
    check("HA007", "q: sqs; s: ec2[a]; q ~> s", &[]);
    check("HA007", "users: users; lb: alb[a,b]; s: ec2[a]; t: ec2[b]; users -> lb -> s; lb -> t", &[]);
    let one_zone = "users: users; lb: alb[a,b]; s: ec2[a]; t: ec2[a]; users -> lb -> s; lb -> t";
    check("HA007", one_zone, &[]);
    check("HA004", one_zone, &["error lb"]);
    // Even a server that recovers from the loss of its host is lost with its zone.
    check("HA007", r#"users: users; s: ec2[a](public){"auto_recovery": true}; users -> s"#, &["error s"]);
    check("HA014", r#"d: rds[a,b]{"multi_az_cluster": true}; r: rds_replica[a]; d -replication-> r"#, &[]);
    check("HA014", "d: rds[a,b]", &[]);
    check("HA016", "d: aurora[a,b]", &["error d"]);
    check("HA016", r#"d: aurora[a,b]{"instance_zones": ["b", "b", "b"]}"#, &["error d"]);
    check("HA016", r#"d: aurora[a,b,c]{"instance_zones": ["c", "b"]}"#, &[]);
    check("HA015", r#"d: aurora[a]{"instance_zones": ["a"]}"#, &["error d"]);
    check("HA017", r#"c: elasticache[a,b]{"role": "primary", "num_cache_clusters": 2}"#, &["error c"]);
    check(
        "HA017",
        r#"c: elasticache[a]{"role": "primary", "num_cache_clusters": 2, "automatic_failover_enabled": true}"#,
        &["error c"],
    );
    check("HA017", "c: elasticache[a]", &[]);
    check("HA018", r#"c: elasticache[a,b]{"num_cache_clusters": 2, "multi_az_enabled": true}"#, &["advice c"]);
    check("HA018", r#"c: elasticache[a]{"role": "session"}"#, &[]);
    check("HA019", r#"c: elasticache[a,b]{"automatic_failover_enabled": true}"#, &["error c"]);
    check("HA019", "c: elasticache[a,b]", &[]);
    check("HA023", "w: asg[a]; v: ebs[a]; w => v", &["error w"]);
    check("HA023", "s: ec2[a]; v: ebs[a]; s => v", &[]);
    check("HA024", "s: ec2[a]; t: ec2[b]; v: ebs[a]; s => v; t => v", &["error t"]);
    check("HA046", r#"s: ec2[a]; alarm: cloudwatch_alarm; alarm -management-> s {"action": "reboot"}"#, &["warning s"]);
    check("HA046", r#"s: ec2[a]; alarm: cloudwatch_alarm; alarm -management-> s {"action": "recover"}"#, &[]);
    check("DU013", r#"c: elasticache[a]{"role": "cache"}"#, &[]);
    check("DU001", r#"d: aurora[a,b]{"backup_retention_period": 0}"#, &["error d"]);
    check("DU002", "d: aurora[a,b]", &["warning d"]);
    check("DU007", "d: aurora[a,b]", &["warning d"]);
    check(
        "DU008",
        r#"requirements {"dr_required": true}; users: users; f: lambda[a,b]; d: aurora[a,b]; users -> f => d"#,
        &["error d"],
    );
    check("DU012", r#"s: ec2[a]{"instance_store": true}"#, &["error s"]);
    check("SE001", r#"d: aurora[a,b]{"publicly_accessible": true}"#, &["error d"]);
    check("SE002", "d: aurora[a,b](public); c: elasticache[a](public)", &["error c", "error d"]);
    check(
        "SE003",
        r#"d: aurora[a,b]{"storage_encrypted": false}; v: ebs[a]{"encrypted": false}"#,
        &["warning d", "warning v"],
    );
    check("SE007", r#"d: aurora[a,b]{"master_password": "hunter2"}"#, &["warning d"]);
    check("SE008", "users: users; lb: alb[a,b]; s: ec2[a](public); users -> lb -> s", &["advice s"]);
    check("NW001", "users: users; s: ec2[a](private); users -> s", &["error s"]);
    check("NW005", "users: users; c: elasticache[a]; users -> c", &["error c"]);
}

#[test]
fn every_fix_of_random_designs_mends_it_and_nothing_else_breaks() {
    let (mut wrong, mut tried, mut seen) = (Vec::new(), 0, BTreeSet::new());
    for seed in 0..cases(150) {
        let mut design = varied(seed);
        // What stands in for each other falls one by one: a fix mends what the finding names, and the next finding
        // names the next.
        for connection in design.connections.values_mut() {
            connection.group = None;
            connection.primary = false;
        }
        for finding in judge(&design).findings {
            tried += finding.fixes.len();
            seen.insert(finding.rule);
        }
        wrong.extend(wrong_fixes(&design).into_iter().map(|what| format!("seed {seed}: {what}")));
    }
    let shown = wrong.iter().take(30).cloned().collect::<Vec<_>>().join("\n");
    assert!(wrong.is_empty(), "{} of {tried} fixes:\n{shown}", wrong.len());
    let mine = ["HA007", "HA014", "HA016", "HA017", "HA018", "HA019", "HA023", "HA024", "HA046", "DU005", "DU013"];
    let unseen: Vec<&str> = mine.into_iter().filter(|rule| !seen.contains(rule)).collect();
    assert!(unseen.is_empty(), "no random design breaks {unseen:?}");
}
