//! The tabs of the right panel.

/// The tabs of the right panel.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tab {
    /// Settings of the selection.
    Inspector,
    /// Problems and fixes.
    Findings,
    /// The monthly cost.
    Cost,
    /// Failures played through.
    Drills,
    /// The exported files.
    Terraform,
}

impl Tab {
    /// Every tab, in order.
    pub const ALL: [Self; 5] = [Self::Inspector, Self::Findings, Self::Cost, Self::Drills, Self::Terraform];

    /// What the tab says.
    pub fn name(self) -> &'static str {
        match self {
            Self::Inspector => "Inspector",
            Self::Findings => "Findings",
            Self::Cost => "Cost",
            Self::Drills => "Drills",
            Self::Terraform => "Terraform",
        }
    }

    /// Its name in ids of elements.
    pub fn id(self) -> &'static str {
        match self {
            Self::Inspector => "inspector",
            Self::Findings => "findings",
            Self::Cost => "cost",
            Self::Drills => "drills",
            Self::Terraform => "terraform",
        }
    }
}
