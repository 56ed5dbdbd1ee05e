//! A bucket that users reach past the CDN.

use super::{Example, Facts, Pillar, Report, Rule, mend::Mend};
use crate::judge::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    id: "SE005",
    slug: "se005_bucket_open_behind_cdn",
    title: "Bucket open behind a CDN",
    pillar: Pillar::Security,
    severity: Severity::Warning,
    when: "An S3 bucket is the target of both a CloudFront distribution and users.",
    why: "Users bypass the edge and its limits.",
    fix: "Remove the direct way, and let only the distribution read the bucket.",
    trades: &[],
    source: "cdk-nag CFR7; checkov CKV2_AWS_46",
    note: "A lock on the front door is worth little next to an open window. Origin access control signs the \
           requests of the distribution, and the bucket refuses everybody else. Then limits and the firewall at the \
           edge hold.",
    path: false,
    bad: Example {
        sketch: r#"users: users; cdn: cloudfront; b: s3{"purpose": "assets"}; users -> cdn -> b; users -> b"#,
        subject: "b",
    },
    good: Example {
        sketch: r#"users: users; cdn: cloudfront; b: s3{"purpose": "assets"}; users -> cdn -> b"#,
        subject: "b",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for bucket in facts.of_kinds(&["s3"]) {
        let edge = bucket.links_in().any(|(_, tail)| tail.kind() == "cloudfront");
        let direct: Vec<_> = bucket
            .links_in()
            .filter(|(_, tail)| tail.kind() == "users")
            .filter_map(|(link, _)| Some(link.drawn?.key.clone()))
            .collect();
        if !edge || direct.is_empty() {
            continue;
        }
        let name = bucket.label();
        let message = format!("{name} is served by a CDN, but users can go straight to it, past the edge and its limits.");
        let mut mend = Mend::new(facts);
        mend.unlink(direct.clone());
        let finding = report.find(bucket, message).fix(mend.fix(format!("Let users reach {name} through the CDN only")));
        for key in &direct {
            finding.over(key);
        }
    }
}
