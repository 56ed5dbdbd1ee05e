//! Origins: where a distribution fetches what it does not have, and how it is let in there.

use crate::catalog::exporting::{Concern, Edge, Endpoint, Module, Party};
use crate::hcl::{Block, Expr, list, reference};
use crate::model::{ConnectionKind, Tier};

/// One origin.
pub struct Origin<'w> {
    /// Its connection.
    pub edge: Edge<'w>,
    /// Its id in the distribution.
    pub id: String,
    /// Its host name.
    domain: Expr,
    /// How it is let in.
    pub access: Access,
}

/// How a distribution is let into an origin.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Access {
    /// Signed requests.
    Control,
    /// The older identity, for buckets.
    Identity,
    /// As anybody.
    None,
    /// Through CloudFront's own way into a VPC.
    Vpc,
}

/// How the distribution of a connection is let into the origin, as drawn or by what the origin is.
pub fn access(edge: Edge<'_>) -> Access {
    match (edge.to.kind(), edge.settings().text("origin_access")) {
        ("s3", "oai") => Access::Identity,
        ("s3", "none") | ("lambda", "none") => Access::None,
        ("s3" | "lambda", _) => Access::Control,
        ("alb" | "nlb", _) if edge.to.tier() != Some(Tier::Public) => Access::Vpc,
        _ => Access::None,
    }
}

/// The origins, first the one of the default behaviour where that is drawn.
pub fn origins<'w>(me: Party<'w>, module: &mut Module) -> Vec<Origin<'w>> {
    let mut found: Vec<Origin<'w>> = Vec::new();
    for edge in me.outgoing().filter(|edge| edge.kind == ConnectionKind::Request) {
        // A distribution before a distribution has no use, and two in a ring would have no end.
        let endpoint = if edge.to.kind() == "cloudfront" { Endpoint::default() } else { edge.to.endpoint() };
        let open = endpoint.open_domain.filter(|_| access(edge) == Access::None);
        let Some(domain) = open.or(endpoint.domain) else {
            if edge.to.exported() {
                module.leave_out(format!("{}: it has no host name that a distribution could fetch from", edge.title()));
            }
            continue;
        };
        found.push(Origin { edge, id: id(edge), domain, access: access(edge) });
    }
    found
}

/// The origin's id: the head's label, with a number for each further connection to the same head.
fn id(edge: Edge<'_>) -> String {
    let same = |other: &Edge<'_>| other.kind == ConnectionKind::Request && other.to.id() == edge.to.id();
    let before = edge.from.outgoing().filter(same).take_while(|other| other.drawn != edge.drawn).count();
    if before == 0 { edge.to.label().to_owned() } else { format!("{}_{}", edge.to.label(), before + 1) }
}

/// The label of an origin's own resources.
pub fn label(edge: Edge<'_>) -> String {
    format!("{}_{}", edge.from.label(), id(edge))
}

impl Origin<'_> {
    /// Writes what it needs, and gives its block.
    pub fn write(&self, me: Party<'_>, module: &mut Module) -> Block {
        let mut block = Block::new("origin").with("origin_id", self.id.as_str()).with("domain_name", self.domain.clone());
        let path = self.edge.to.endpoint().path;
        if !path.is_empty() {
            block.set("origin_path", path);
        }
        match self.access {
            Access::Control => {
                let kind = if self.edge.to.kind() == "s3" { "s3" } else { "lambda" };
                let label = label(self.edge);
                let control = Block::resource("aws_cloudfront_origin_access_control", &label)
                    .with("name", me.name_with(&format!("-{}", self.edge.to.slug())))
                    .with("origin_access_control_origin_type", kind)
                    .with("signing_behavior", "always")
                    .with("signing_protocol", "sigv4");
                module.add(Concern::Edge, control);
                let id = reference(format!("aws_cloudfront_origin_access_control.{label}.id"));
                block.set("origin_access_control_id", id);
                if kind == "lambda" {
                    block.push(custom("https-only", 80, 443));
                }
            }
            Access::Identity => {
                let label = label(self.edge);
                let about = format!("{} to {}", me.plain_id(), self.edge.to.plain_id());
                module.add(Concern::Edge, Block::resource("aws_cloudfront_origin_access_identity", &label).with("comment", about));
                let path = reference(format!(
                    "aws_cloudfront_origin_access_identity.{label}.cloudfront_access_identity_path"
                ));
                block.push(Block::new("s3_origin_config").with("origin_access_identity", path));
            }
            Access::Vpc => {
                let label = label(self.edge);
                module.add(Concern::Edge, self.vpc_origin(me, &label));
                let id = reference(format!("aws_cloudfront_vpc_origin.{label}.id"));
                block.push(Block::new("vpc_origin_config").with("vpc_origin_id", id));
            }
            Access::None => {
                let (policy, http, https) = self.protocol();
                block.push(custom(policy, http, https));
            }
        }
        block
    }

    fn vpc_origin(&self, me: Party<'_>, label: &str) -> Block {
        let (policy, http, https) = self.protocol();
        let protocols = Block::new("origin_ssl_protocols").with("items", list(["TLSv1.2"])).with("quantity", 1);
        let config = Block::new("vpc_origin_endpoint_config")
            .with("name", me.name_with(&format!("-{}", self.edge.to.slug())))
            .with("arn", self.edge.to.attribute("aws_lb", "arn"))
            .with("http_port", http)
            .with("https_port", https)
            .with("origin_protocol_policy", policy)
            .nest(protocols);
        Block::resource("aws_cloudfront_vpc_origin", label).nest(config)
    }

    /// The protocol policy and the two ports: as drawn, else what the connection is.
    fn protocol(&self) -> (&'static str, u16, u16) {
        let (protocol, port) = (self.edge.protocol(), self.edge.port());
        let website = self.edge.to.kind() == "s3";
        let secure = protocol == "HTTPS" && !website;
        let mine = self.edge.from.settings();
        let policy = match (self.edge.settings().text("origin_protocol_policy"), mine.text("origin_protocol_policy")) {
            ("", drawn) | (drawn, _) => match drawn {
                "http-only" => "http-only",
                "https-only" => "https-only",
                "match-viewer" => "match-viewer",
                _ if secure => "https-only",
                _ => "http-only",
            },
        };
        if website {
            return (if self.edge.to.settings().is_set("website") { "http-only" } else { policy }, 80, 443);
        }
        if secure { (policy, 80, port.max(1)) } else { (policy, port.max(1), 443) }
    }
}

fn custom(policy: &str, http: u16, https: u16) -> Block {
    Block::new("custom_origin_config")
        .with("origin_protocol_policy", policy)
        .with("http_port", http)
        .with("https_port", https)
        .with("origin_ssl_protocols", list(["TLSv1.2"]))
}
