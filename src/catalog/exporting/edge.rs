//! A connection and what it says about the call that goes over it.

use crate::catalog::{Scope, Settings};
use crate::model::{ConnectionKind, Values};

use super::{Caller, Edge};

impl<'w> Edge<'w> {
    /// The connection's settings.
    pub fn settings(self) -> Settings<'w> {
        static NONE: std::sync::LazyLock<Values> = std::sync::LazyLock::new(Values::new);
        Settings::new(self.drawn.map_or(&NONE, |connection| &connection.settings), &[])
    }

    /// The label that makes alternatives.
    pub fn group(self) -> Option<&'w str> {
        self.drawn.and_then(|connection| connection.group.as_deref()).filter(|group| !group.is_empty())
    }

    /// Whether it is the first choice among alternatives.
    pub fn primary(self) -> bool {
        self.drawn.is_some_and(|connection| connection.primary)
    }

    /// `HTTP`, `HTTPS`, `TCP`, ...: as drawn, else what the head says, else what it offers.
    pub fn protocol(self) -> String {
        let drawn = self.settings().text("protocol");
        let drawn = if drawn.is_empty() { self.asked_in().unwrap_or_default() } else { drawn };
        if !drawn.is_empty() {
            return drawn.to_ascii_uppercase();
        }
        let head = self.to.settings();
        let offer = (self.to.service().offer)(&head);
        match head.text("protocol") {
            "" if offer.protocol == "HTTP" && self.drawn_port() == Some(443) => "HTTPS".to_owned(),
            "" => offer.protocol.to_owned(),
            set => set.to_ascii_uppercase(),
        }
    }

    /// The protocol in which those who look up a name go on, where the tail is a name and somebody says one.
    fn asked_in(self) -> Option<&'w str> {
        self.lookups().map(|edge| edge.settings().text("protocol")).find(|protocol| !protocol.is_empty())
    }

    /// The connections of those who look up the name that the tail is.
    fn lookups(self) -> impl Iterator<Item = Self> {
        let is_name = self.from.kind() == "route53";
        self.from.incoming().filter(move |edge| is_name && edge.kind == ConnectionKind::Request)
    }

    fn drawn_port(self) -> Option<u16> {
        let port = |edge: Self| {
            edge.settings().whole("port").and_then(|port| u16::try_from(port).ok()).filter(|port| *port > 0)
        };
        port(self).or_else(|| self.lookups().find_map(port))
    }

    /// The port that the head is called on: as drawn, else that of the protocol, else what it offers.
    pub fn port(self) -> u16 {
        let offer = (self.to.service().offer)(&self.to.settings());
        self.drawn_port().unwrap_or_else(|| match (offer.protocol, self.protocol().as_str()) {
            ("HTTP", "HTTPS") | ("TCP", "TLS") => 443,
            ("HTTPS", "HTTP") => 80,
            ("TCP", _) if offer.port == 0 => self.passed_on(),
            _ => offer.port,
        })
    }

    /// The port of a head that speaks as what is behind it does: a proxy's is that of its database.
    fn passed_on(self) -> u16 {
        let behind = self.to.outgoing().find(|edge| edge.kind == ConnectionKind::Data).map(|edge| edge.to);
        behind.map_or(0, |behind| (behind.service().offer)(&behind.settings()).port)
    }

    /// The protocols of its packets, `tcp` first. What a Network Load Balancer passes on follows from what it
    /// listens for, and it checks the health of targets over TCP always.
    pub fn transports(self) -> &'static [&'static str] {
        let datagrams = |protocol: &str| matches!(protocol, "UDP" | "QUIC" | "TCP_UDP" | "TCP_QUIC");
        if self.from.kind() == "nlb" {
            let mut incoming = self.from.incoming().filter(|edge| edge.kind == ConnectionKind::Request);
            let own = self.from.settings().text("protocol").to_ascii_uppercase();
            let passes = incoming.any(|edge| datagrams(&edge.protocol())) || datagrams(&own);
            return if passes { &["tcp", "udp"] } else { &["tcp"] };
        }
        match self.protocol().as_str() {
            "UDP" | "QUIC" => &["udp"],
            "TCP_UDP" | "TCP_QUIC" => &["tcp", "udp"],
            _ => &["tcp"],
        }
    }

    /// The ports, first and last, at which it arrives.
    pub fn ports(self) -> (u16, u16) {
        (self.to.service().export.ports)(self)
    }

    /// As whom the tail calls the head, where the head must name its callers.
    pub fn caller(self) -> Option<Caller> {
        if self.from.exported() { (self.from.service().export.caller)(self) } else { None }
    }

    /// Whether it is a call or an access to data.
    pub fn is_call(self) -> bool {
        matches!(self.kind, ConnectionKind::Request | ConnectionKind::Data)
    }

    /// What it is called in notes: `web -> db`.
    pub fn title(self) -> String {
        format!("{} -> {}", self.from.id(), self.to.id())
    }

    /// Whether its head is outside every VPC.
    pub fn leaves_vpc(self) -> bool {
        self.to.vpc().is_none() && self.to.service().scope != Scope::Container
    }
}
