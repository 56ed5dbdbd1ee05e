//! A listener protocol that the load balancer does not speak.

use super::{Example, Facts, Pillar, Report, Rule, mend::Mend, words};
use crate::judge::Severity;
use crate::model::ConnectionKind;
use crate::system::Link;

/// The rule.
pub const RULE: Rule = Rule {
    id: "NW007",
    slug: "nw007_protocol_does_not_fit",
    title: "Listener protocol does not fit the load balancer",
    pillar: Pillar::Networking,
    severity: Severity::Error,
    when: "An Application Load Balancer is given a protocol other than HTTP or HTTPS, or a Network Load Balancer \
           one other than TCP, UDP, TLS, TCP_UDP, QUIC or TCP_QUIC (by an incoming request connection, else by its \
           own setting).",
    why: "AWS rejects the listener.",
    fix: "Use HTTP or HTTPS, or a Network Load Balancer.",
    trades: &[],
    source: "Book 14.1; cfn-lint E3683",
    note: "An Application Load Balancer reads HTTP: that is how it can route by path and host. A Network Load \
           Balancer moves bytes and knows ports only. Choose by what you need to look at; neither can do the work \
           of the other.",
    path: false,
    bad: Example {
        sketch: r#"users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; users -> lb {"protocol": "TCP", "port": 443}; lb -> web"#,
        subject: "lb",
    },
    good: Example {
        sketch: r#"users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; users -> lb {"protocol": "HTTPS", "port": 443}; lb -> web"#,
        subject: "lb",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for lb in facts.balancers() {
        let fits: &[&str] = match lb.kind() {
            "alb" => &["HTTP", "HTTPS"],
            _ => &["TCP", "UDP", "TLS", "TCP_UDP", "QUIC", "TCP_QUIC"],
        };
        let wrong = |said: &str| !said.is_empty() && !fits.contains(&said.to_ascii_uppercase().as_str());
        let incoming: Vec<_> =
            lb.links_in().filter(|(link, _)| link.kind == ConnectionKind::Request).map(|(link, _)| link).collect();
        let said = |link: &Link<'_>| link.settings().text("protocol").to_owned();
        let links: Vec<_> = incoming.iter().filter(|link| wrong(&said(link))).copied().collect();
        let all_say = !incoming.is_empty() && incoming.iter().all(|link| !said(link).is_empty());
        let own = Some(lb.settings().text("protocol")).filter(|own| wrong(own) && !all_say);
        let mut protocols: Vec<String> = links.iter().map(|link| said(link)).chain(own.map(str::to_owned)).collect();
        protocols.dedup();
        if protocols.is_empty() {
            continue;
        }
        let message = format!(
            "{} cannot listen for {}; {} speaks {}.",
            lb.label(),
            words::list(&protocols),
            if lb.kind() == "alb" { "an Application Load Balancer" } else { "a Network Load Balancer" },
            words::list(fits)
        );
        let mut mend = Mend::new(facts);
        for link in &links {
            let secure = link.settings().whole("port") == Some(443) || said(link).eq_ignore_ascii_case("TLS");
            mend.edit(link, |connection| {
                // A Network Load Balancer passes on what it does not speak; TLS would need a certificate.
                let protocol = match (lb.kind(), secure) {
                    ("nlb", _) => "TCP",
                    (_, true) => "HTTPS",
                    (_, false) => "HTTP",
                };
                connection.settings.insert("protocol".to_owned(), protocol.into());
            });
        }
        if own.is_some() {
            mend.clear(lb, "protocol");
        }
        let fits = if lb.kind() == "alb" { "HTTP" } else { "TCP" };
        let fix = mend.fix(format!("Let {} listen for {fits}", lb.label()));
        let finding = report.find(lb, message).fix(fix);
        for key in links.iter().filter_map(|link| Some(&link.drawn?.key)) {
            finding.over(key);
        }
    }
}
