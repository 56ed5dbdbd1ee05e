//! All integration tests, as one binary: a module per boundary.
#![cfg(not(target_arch = "wasm32"))]

mod prices;
mod samples;
