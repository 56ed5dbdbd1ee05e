//! What a service may ask about the component it prices.

use rust_decimal::Decimal;

use super::{Amount, Bill, Flow, Given};
use crate::catalog::{Placed, Settings, Unit};
use crate::model::ConnectionKind;
use crate::prices::{self, Database, Instance, Range, Rate, words};

/// A component at the other end of a connection.
pub struct Neighbour<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its type id.
    pub service: &'static str,
    /// What travels.
    pub kind: ConnectionKind,
    /// Whether the priced component is the caller.
    pub outgoing: bool,
    /// The other component's settings, with its service's defaults.
    pub other: Settings<'a>,
    /// The connection's settings.
    pub settings: Settings<'a>,
    /// Its own settings, with its service's defaults.
    pub component: Settings<'a>,
    /// Its own usage figures.
    pub usage: Settings<'a>,
    /// What travels over the connection in a month.
    pub flow: &'a Flow,
    /// What reaches the neighbour in a month, over all of its connections.
    pub reached: &'a Flow,
}

/// A component to be priced, with everything its price may depend on.
pub struct Context<'a> {
    /// Its settings and its place in a VPC.
    pub placed: Placed<'a>,
    /// Its usage figures, which override what the traffic says.
    pub usage: Settings<'a>,
    /// Its region; `global` for what has one price everywhere.
    pub region: &'a str,
    /// Its units.
    pub units: &'a [Unit],
    /// What reaches it in a month.
    pub flow: &'a Flow,
    /// Data that it carries for others out of a VPC (NAT gateways).
    pub egress: &'a Flow,
    /// The components that it is connected to.
    pub neighbours: &'a [Neighbour<'a>],
    /// Hours in the month.
    pub hours: Decimal,
}

/// A rate that was asked for; where no table has it, why there is no price: "no price in us-west-1 for ALB,
/// LCU hour".
pub type Quote = Result<&'static Rate, String>;

/// A quantity and how it comes about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Figure {
    /// The quantity.
    pub value: Decimal,
    /// How it comes about: a trace of the traffic, or which usage figure says so.
    pub story: String,
    /// What was assumed on the way.
    pub assumption: Option<String>,
}

impl<'a> Context<'a> {
    /// Its settings, with the service's defaults.
    pub fn settings(&self) -> Settings<'a> {
        self.placed.settings
    }

    /// A rate in the component's region.
    pub fn rate(&self, service: &str, item: &str, dimension: &str) -> Quote {
        Self::rate_in(self.region, service, item, dimension)
    }

    /// A rate in another region, or a geography such as `geo:Japan`.
    pub fn rate_in(region: &str, service: &str, item: &str, dimension: &str) -> Quote {
        prices::region(region).and_then(|region| region.rate(service, item, dimension)).ok_or_else(|| {
            match prices::loaded() {
                true => format!("no price in {region} for {item}, {dimension}"),
                false => format!("no price for {item}, {dimension}: the price tables were not loaded"),
            }
        })
    }

    /// An EC2 instance type in the component's region.
    pub fn instance(&self, kind: &str, os: &str) -> Option<&'static Instance> {
        prices::region(self.region)?.instance(kind, os)
    }

    /// An RDS instance class in the component's region.
    pub fn database(&self, engine: &str, class: &str) -> Option<&'static Database> {
        prices::region(self.region)?.database(engine, class)
    }

    /// A usage figure that the user gave; not negative.
    pub fn given(&self, key: &str) -> Option<Decimal> {
        self.usage.get(key).and_then(prices::number)
    }

    /// A number among the settings; not negative.
    pub fn number(&self, setting: &str) -> Option<Decimal> {
        self.settings().get(setting).and_then(prices::number)
    }

    /// A usage figure with its story.
    pub fn usage_figure(&self, key: &str) -> Option<Figure> {
        self.given(key).map(|value| Figure { value, story: format!("{key} given"), assumption: None })
    }

    /// A usage figure, or else what the traffic says. Where neither does, the line is named as not
    /// counted, and nothing is returned.
    pub fn driven(
        &self,
        key: &str,
        what: &str,
        bill: &mut Bill,
        derive: impl FnOnce(&Flow) -> Figure,
    ) -> Option<Figure> {
        self.usage_figure(key).or_else(|| from_flow(self.flow, key, what, bill, derive))
    }

    /// The requests that reach it, or the usage figure in their place.
    pub fn requests(&self, key: &str, bill: &mut Bill) -> Option<Figure> {
        self.driven(key, "requests", bill, |flow| Figure {
            value: flow.requests,
            story: flow.trace.clone(),
            assumption: None,
        })
    }

    /// The answers that it sends, in GB, or the usage figure in their place.
    pub fn answers(&self, key: &str, what: &str, bill: &mut Bill) -> Option<Figure> {
        self.driven(key, what, bill, |flow| Figure {
            value: flow.data_gb,
            story: format!("{} x {} KB", flow.trace, prices::words(flow.answer_kb())),
            assumption: flow.size_assumed.clone(),
        })
    }

    /// Public IPv4 addresses, each for all hours of the month. Those that are drawn as Elastic IPs are
    /// counted there.
    pub fn public_addresses(&self, bill: &mut Bill, count: Range, why: &str) {
        let drawn = self.elastic_addresses();
        let count = count.map(|count| count.saturating_sub(drawn).max(Decimal::ZERO));
        let each = if count.expected == Decimal::ONE { "address" } else { "addresses" };
        let beside =
            if drawn.is_zero() { String::new() } else { format!(", beside {} drawn as Elastic IP", words(drawn)) };
        let formula = format!("{} {each} ({why}{beside}) x {} h", words(count.expected), self.hours);
        let amount = Amount::range(count.times(self.hours), formula);
        bill.charge("Public IPv4 addresses", self.rate("vpc", "public IPv4 in use", "address-hour"), amount);
    }

    /// How many drawn Elastic IPs it holds.
    fn elastic_addresses(&self) -> Decimal {
        let held = self.neighbours.iter().filter(|neighbour| !neighbour.outgoing && neighbour.service == "elastic_ip");
        Decimal::from(held.count())
    }

    /// Whether its tier is public.
    pub fn is_public(&self) -> bool {
        self.placed.tier == Some(crate::model::Tier::Public)
    }
}

/// What a flow says, unless it says nothing; what it leaves open is named.
pub fn from_flow(
    flow: &Flow,
    key: &str,
    what: &str,
    bill: &mut Bill,
    derive: impl FnOnce(&Flow) -> Figure,
) -> Option<Figure> {
    match flow.given {
        Given::Fully => Some(derive(flow)),
        Given::Partly => {
            bill.omit(what, "no traffic given for some of the entries that lead here");
            Some(derive(flow))
        }
        Given::Missing => {
            bill.omit(what, "no traffic given");
            None
        }
        Given::Unreached => {
            bill.omit(what, &format!("no traffic given: nothing that sends requests leads here, and {key} is not set"));
            None
        }
    }
}
