//! All integration tests, as one binary: a module per boundary.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unreachable,
    clippy::unwrap_used,
    reason = "tests and what they share fail by panicking"
)]

mod availability;
mod cli;
mod commands;
mod compare;
mod cost;
mod drawing;
mod drills;
mod drills_of_services;
mod editor;
mod generator;
mod hcl;
mod hostile;
mod hostile_loader;
mod net;
mod oracle;
mod picture;
mod prices;
mod properties;
mod report;
mod rules;
mod samples;
mod schema;
mod support;
mod svg;
mod terraform;
mod terraform_boxes;
mod terraform_cases;
mod terraform_glue;
mod terraform_net;
mod terraform_samples;
mod terraform_store;
mod tfcheck;
mod tidy;
