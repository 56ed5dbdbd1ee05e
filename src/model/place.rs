//! Where a component lives: nowhere in particular, in a region, or in a VPC's zones and tier.

use std::fmt;

use super::Id;

/// The container of a component.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Place {
    /// Outside every region: Route 53, CloudFront, the users.
    Global,
    /// In a region, beside its VPCs; the AWS region code.
    Region(String),
    /// In a VPC; the id of a component of type `vpc`.
    Vpc(Id),
}

impl Place {
    /// The VPC's id when the place is a VPC.
    pub fn vpc(&self) -> Option<&Id> {
        match self {
            Self::Vpc(id) => Some(id),
            _ => None,
        }
    }
}

/// A logical zone: `a` is the first available zone of the region, `b` the second, and so on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Zone(u8);

impl Zone {
    /// The first zone.
    pub const A: Self = Self(0);

    /// The zone of a lower-case letter from `a` to `z`.
    pub fn from_letter(letter: char) -> Option<Self> {
        letter.is_ascii_lowercase().then(|| Self(letter as u8 - b'a'))
    }

    /// The n-th zone, counted from 0. `None` from 26 on.
    pub fn nth(index: usize) -> Option<Self> {
        u8::try_from(index).ok().filter(|index| *index < 26).map(Self)
    }

    /// The letter, `a` to `z`.
    pub fn letter(self) -> char {
        char::from(b'a' + self.0)
    }

    /// The position in the region's list of zones, counted from 0.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.letter())
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.letter())
    }
}

/// The kind of subnet a component in a VPC lives in, by its default route.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Tier {
    /// Default route to the internet gateway.
    Public,
    /// Default route to a NAT gateway, if there is one.
    Private,
    /// No default route.
    Isolated,
}

impl Tier {
    /// Every tier, in the order in which a VPC's rows are drawn.
    pub const ALL: [Self; 3] = [Self::Public, Self::Private, Self::Isolated];

    /// The name in files: `public`, `private` or `isolated`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Private => "private",
            Self::Isolated => "isolated",
        }
    }

    /// The tier of a name in a file.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tier| tier.name() == name)
    }
}

impl fmt::Display for Tier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
