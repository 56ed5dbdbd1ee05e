//! All integration tests, as one binary: a module per boundary.
#![cfg(not(target_arch = "wasm32"))]

mod cost;
mod prices;
mod samples;
