//! The rules: one file each, with its texts, its check, and a bad and a good example that are its tests.
//!
//! A rule reads [`Facts`] and adds to a [`Report`]. It never walks the raw design, never simulates (path
//! rules read the verdicts), and takes no longer than a walk over components and links.
//! To add one: write its file, add its name to the list below. `docs/rules.md` is made from them.

mod facts;
mod insert;
mod mend;
mod page;
mod report;
mod words;

pub use facts::{Facts, Part};
pub use page::page;
pub use report::Report;

use super::Severity;

/// What a rule protects.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Pillar {
    /// The system answers.
    Availability,
    /// Data is not lost.
    Durability,
    /// Load can grow.
    Scalability,
    /// Nobody gets in who should not.
    Security,
    /// What is drawn can be connected.
    Networking,
    /// People notice and act.
    Operations,
    /// Money is not wasted.
    Cost,
}

impl Pillar {
    /// Every pillar, in the order of the documentation.
    pub const ALL: [Self; 7] = [
        Self::Availability,
        Self::Durability,
        Self::Scalability,
        Self::Security,
        Self::Networking,
        Self::Operations,
        Self::Cost,
    ];

    /// The word on screen and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Availability => "availability",
            Self::Durability => "durability/backup",
            Self::Scalability => "scalability",
            Self::Security => "security",
            Self::Networking => "networking",
            Self::Operations => "operations",
            Self::Cost => "cost",
        }
    }
}

/// A small design, as a sketch (`codec::sketch`).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Example {
    /// The sketch.
    pub sketch: &'static str,
    /// The component that the rule is about in it: the subject of the finding in a bad example.
    pub subject: &'static str,
}

/// One rule: what it looks for, why, and how it is mended.
#[derive(Debug)]
pub struct Rule {
    /// Its number, never reused: `HA013`.
    pub id: &'static str,
    /// The name of its file, and of its anchor in the documentation.
    pub slug: &'static str,
    /// A few words: "Single database instance on a path".
    pub title: &'static str,
    /// What it protects.
    pub pillar: Pillar,
    /// The severity of its findings, unless the condition says otherwise.
    pub severity: Severity,
    /// The exact condition.
    pub when: &'static str,
    /// Why it matters, in one sentence.
    pub why: &'static str,
    /// How to mend it, in words.
    pub fix: &'static str,
    /// Other rules that its fix may bring up as errors, on purpose.
    pub trades: &'static [&'static str],
    /// Where the knowledge is from.
    pub source: &'static str,
    /// A few sentences for a learner.
    pub note: &'static str,
    /// Whether it reads the verdicts on paths.
    pub path: bool,
    /// A design that it finds fault with.
    pub bad: Example,
    /// The same design mended.
    pub good: Example,
    /// Looks for it.
    pub check: fn(&Facts<'_>, &mut Report<'_>),
}

/// Declares the rules' modules and lists them in the order of the documentation.
macro_rules! rules {
    ($($name:ident),* $(,)?) => {
        $(mod $name;)*
        /// Every rule, in the order of the documentation.
        const RULES: &[&Rule] = &[$(&$name::RULE),*];
        /// The names of the rules' files, in the same order.
        pub const FILES: &[&str] = &[$(stringify!($name)),*];
    };
}

rules![
    ha001_alb_in_one_zone,
    ha003_balancer_without_targets,
    ha004_targets_in_one_zone,
    ha006_target_zone_not_enabled,
    ha008_fleet_in_one_zone,
    ha009_fleet_floor_below_two,
    ha010_desired_outside_limits,
    ha011_too_few_after_zone_loss,
    ha012_group_uses_machine_checks,
    ha013_single_database_instance,
    ha015_database_subnets_in_one_zone,
    ha021_no_mount_target_in_client_zone,
    ha022_one_zone_files_under_fleet,
];

/// Every rule, in the order of the documentation.
pub fn all() -> &'static [&'static Rule] {
    RULES
}

/// The rule of an id.
pub fn find(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id).copied()
}
