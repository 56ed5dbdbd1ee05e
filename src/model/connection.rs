//! One drawn connection.

use std::fmt;

use super::{Id, Values};

/// What travels over a connection, and what it means for failures (`reliability.md` B.2).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ConnectionKind {
    /// A synchronous call: the caller waits for the answer.
    Request,
    /// Read or write of state; towards `efs` a mount, towards `ebs` an attachment.
    Data,
    /// A message or event that is delivered later.
    Event,
    /// A background copy.
    Replication,
    /// Attachment, monitoring, control.
    Management,
    /// Tasks that run on instances.
    Host,
    /// The default route through a NAT or internet gateway.
    Egress,
}

impl ConnectionKind {
    /// Every kind, in the order of the documentation.
    pub const ALL: [Self; 7] =
        [Self::Request, Self::Data, Self::Event, Self::Replication, Self::Management, Self::Host, Self::Egress];

    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Data => "data",
            Self::Event => "event",
            Self::Replication => "replication",
            Self::Management => "management",
            Self::Host => "host",
            Self::Egress => "egress",
        }
    }

    /// The kind of a name in a file.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// How much the tail of a connection needs its head.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Dependency {
    /// Without it the caller cannot answer.
    Hard,
    /// Without it the answer is degraded.
    Soft,
    /// Needed only by a unit that is being started.
    Startup,
}

impl Dependency {
    /// Every strength, strongest first.
    pub const ALL: [Self; 3] = [Self::Hard, Self::Soft, Self::Startup];

    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hard => "hard",
            Self::Soft => "soft",
            Self::Startup => "startup",
        }
    }

    /// The strength of a name in a file.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|strength| strength.name() == name)
    }
}

/// What identifies a connection: its ends, and an id where two connections have the same ends.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ConnectionKey {
    /// The tail: who calls, reads, sends.
    pub from: Id,
    /// The head: who is called, read, sent to.
    pub to: Id,
    /// Tells parallel connections apart.
    pub id: Option<String>,
}

impl ConnectionKey {
    /// The key of the connection between two components that has no id of its own.
    pub fn new(from: impl Into<Id>, to: impl Into<Id>) -> Self {
        Self { from: from.into(), to: to.into(), id: None }
    }

    /// Whether the component is one of the ends.
    pub fn touches(&self, id: &Id) -> bool {
        self.from == *id || self.to == *id
    }
}

impl fmt::Display for ConnectionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}->{}", self.from, self.to)
    }
}

/// One drawn connection.
#[derive(Clone, PartialEq, Debug)]
pub struct Connection {
    /// Its ends and id.
    pub key: ConnectionKey,
    /// What travels.
    pub kind: ConnectionKind,
    /// The strength that the user set; `None` = the default by kind and head.
    pub dependency: Option<Dependency>,
    /// Connections of one component with the same label are alternatives.
    pub group: Option<String>,
    /// The first choice among alternatives.
    pub primary: bool,
    /// What people call it.
    pub label: Option<String>,
    /// Settings: protocol, port, health check, and the like.
    pub settings: Values,
    /// Fields of the file that this version does not know, kept for the next save.
    pub extra: Values,
}

impl Connection {
    /// A connection with nothing set but its ends and kind.
    pub fn new(from: impl Into<Id>, to: impl Into<Id>, kind: ConnectionKind) -> Self {
        Self {
            key: ConnectionKey::new(from, to),
            kind,
            dependency: None,
            group: None,
            primary: false,
            label: None,
            settings: Values::new(),
            extra: Values::new(),
        }
    }
}
