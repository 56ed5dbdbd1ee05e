//! The traffic that reaches a component or travels over a connection in a month.

use rust_decimal::Decimal;

/// Whether the figures of a flow say everything.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Given {
    /// No entry leads here.
    #[default]
    Unreached,
    /// Entries lead here, and none of them says how many requests it sends.
    Missing,
    /// Some of the entries that lead here say how many requests they send.
    Partly,
    /// All of the entries that lead here say how many requests they send.
    Fully,
}

impl Given {
    /// What two flows together say.
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Unreached, one) | (one, Self::Unreached) => one,
            (one, same) if one == same => one,
            _ => Self::Partly,
        }
    }
}

/// What reaches a component, or travels over a connection, in a month.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Flow {
    /// Requests, queries or messages.
    pub requests: Decimal,
    /// How many of them write.
    pub writes: Decimal,
    /// The size of all answers together, in GB of 1,048,576 KB.
    pub data_gb: Decimal,
    /// How the requests come about: "3,000,000 requests from visitors x 20 % misses".
    pub trace: String,
    /// What was assumed about the size of the answers, where nobody gave it.
    pub size_assumed: Option<String>,
    /// What was assumed about reads and writes, where nobody gave it.
    pub writes_assumed: Option<String>,
    /// Whether the figures say everything.
    pub given: Given,
}

impl Flow {
    /// How many of the requests read.
    pub fn reads(&self) -> Decimal {
        self.requests.saturating_sub(self.writes)
    }

    /// The average answer in KB; zero without requests.
    pub fn answer_kb(&self) -> Decimal {
        let kb = crate::prices::times(self.data_gb, Decimal::from(1_048_576));
        crate::prices::per(kb, self.requests)
    }
}
