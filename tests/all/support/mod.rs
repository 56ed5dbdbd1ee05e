//! What several tests share: golden files, random designs, the independent oracle.
#![allow(dead_code, reason = "each test uses its part")]

pub mod golden;
pub mod oracle;
pub mod plannable;
pub mod random;

/// How many random cases a test runs: `ZONEWISE_CASES`, else the test's own default.
pub fn cases(default: u64) -> u64 {
    std::env::var("ZONEWISE_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}
