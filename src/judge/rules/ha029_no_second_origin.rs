//! A distribution with one place to fetch from.

use super::{Example, Facts, Part, Pillar, Report, Rule, mend::{self, Mend}, words};
use crate::order::Arrange as _;
use crate::judge::{Fix, Severity};
use crate::model::{Connection, ConnectionKey, ConnectionKind};
use crate::system::Link;

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA029",
    slug: "ha029_no_second_origin",
    title: "No second origin",
    pillar: Pillar::Availability,
    severity: Severity::Advice,
    when: "A CloudFront distribution has no group of at least two origins.",
    why: "The distribution has nothing to try when the origin fails.",
    fix: "Add a second origin and give both the same group label. For a bucket the fix adds a copy, in another \
           region where the bucket is the only origin.",
    trades: &[],
    source: "Config CLOUDFRONT_ORIGIN_FAILOVER_ENABLED; checkov CKV_AWS_310; TA \"CloudFront Origin Failover\"",
    note: "An origin group lets the edge repeat a failed read against a second origin at once. It helps reads only, \
           because repeating a write could do it twice. For a redundant regional origin it is optional; for one \
           bucket or one site it is cheap insurance.",
    path: false,
    bad: Example {
        sketch: r#"users: users; cdn: cloudfront; site: s3{"purpose": "assets"}; users -> cdn -> site"#,
        subject: "cdn",
    },
    good: Example {
        sketch: r#"users: users; cdn: cloudfront; site: s3{"purpose": "assets"}; copy: s3{"purpose": "assets"}; users -> cdn; cdn -> site {"group": "og", "primary": true}; cdn -> copy {"group": "og"}; site -replication-> copy"#,
        subject: "cdn",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for cdn in facts.of_kinds(&["cloudfront"]) {
        let origins: Vec<_> = cdn.links_out().filter(|(link, _)| link.kind == ConnectionKind::Request).collect();
        let mut labels: Vec<&str> = origins.iter().filter_map(|(link, _)| link.group).collect();
        labels.arrange();
        if labels.windows(2).any(|pair| pair.first() == pair.last()) {
            continue;
        }
        let heads: Vec<Part<'_>> = origins.iter().map(|(_, head)| *head).collect();
        let message = match heads.as_slice() {
            [] => format!("{} has no origin to fetch from.", cdn.label()),
            heads => format!(
                "When {} fails, {} has nothing else to try: no origin has a stand-in.",
                words::names(heads),
                cdn.label()
            ),
        };
        let bucket = origins.iter().find(|(link, head)| head.kind() == "s3" && link.drawn.is_some());
        let alone = origins.len() == 1;
        report.find(cdn, message).fix(bucket.and_then(|(link, bucket)| second_bucket(facts, cdn, link, *bucket, alone)));
    }
}

/// A copy of a bucket as the second member of an origin group: in another region where the bucket is the
/// only origin, because with others a second region would promise what they do not keep.
fn second_bucket<'f>(
    facts: &'f Facts<'f>,
    cdn: Part<'f>,
    link: &Link<'f>,
    bucket: Part<'f>,
    alone: bool,
) -> Option<Fix> {
    let mut mend = Mend::new(facts);
    let region = match bucket.node().region? {
        region if !alone => region,
        "us-west-2" => "us-east-1",
        _ => "us-west-2",
    };
    let id = mend.fresh_id(&format!("{}-copy", bucket.id()));
    let mut copy = mend::component(id.clone(), "s3", Some(region));
    copy.settings.clone_from(&bucket.node().component.settings);
    copy.settings.insert("versioning".to_owned(), true.into());
    if !alone && facts.needs_recovery() {
        copy.settings.insert("cross_region_backup".to_owned(), true.into());
    }
    let label = link.group.map_or_else(|| format!("{}-or-copy", bucket.id()), str::to_owned);
    let mut second = link.drawn?.clone();
    second.key = ConnectionKey { to: id.clone(), ..second.key };
    second.group = Some(label.clone());
    second.primary = false;
    let replication = Connection::new(bucket.id().as_str(), id.as_str(), ConnectionKind::Replication);
    // Replication needs versions at both ends.
    mend.set(bucket, "versioning", true).add(vec![copy], vec![second, replication]);
    mend.edit(link, |first| {
        first.group = Some(label);
        first.primary = true;
    });
    mend.fix(format!("Let {} fall back on a copy of {} in {region}", cdn.label(), bucket.label()))
}
