//! What several tests share: golden files, random designs, the independent oracle.
#![allow(dead_code, reason = "each test uses its part")]

pub mod commands;
pub mod exported;
pub mod golden;
pub mod mutate;
pub mod oracle;
pub mod plannable;
pub mod plannable_more;
pub mod random;

/// How many random cases a test runs: `ZONEWISE_CASES`, else the test's own default.
pub fn cases(default: u64) -> u64 {
    std::env::var("ZONEWISE_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// A number of cases for what is slow by itself: at most 500.
pub fn small_or(cases: u64) -> u64 {
    cases.min(500)
}
