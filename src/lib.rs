//! Zonewise: draw an AWS architecture; see its availability, its price and its Terraform at once.
//!
//! `ARCHITECTURE.md` holds the invariants, the map of the folders and the decisions. The folders are
//! floors: each imports only from floors below it (a test keeps it so).
//!
//! | floor | folders |
//! | --- | --- |
//! | 7 | `ui` (browser only), `cli` (native only) |
//! | 6 | `compare`, `report` |
//! | 5 | `editor`, `analysis`, `wording` |
//! | 4 | `judge`, `cost`, `terraform`, `picture` |
//! | 3 | `system`, `codec` |
//! | 2 | `catalog` |
//! | 1 | `model`, `hcl`, `prices` |

pub mod analysis;
pub mod catalog;
pub mod codec;
pub mod compare;
pub mod cost;
pub mod editor;
pub mod hcl;
pub mod judge;
pub mod model;
pub mod picture;
pub mod prices;
pub mod report;
pub mod system;
pub mod terraform;
pub mod wording;

#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
#[cfg(target_arch = "wasm32")]
pub mod ui;
