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
//! | 0 | `order` |

pub mod analysis;
pub mod catalog;
pub mod codec;
pub mod compare;
pub mod cost;
pub mod editor;
pub mod hcl;
pub mod judge;
pub mod model;
pub mod order;
pub mod picture;
pub mod prices;
pub mod report;
pub mod system;
pub mod terraform;
pub mod wording;

#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
#[cfg(all(target_arch = "wasm32", not(feature = "maker")))]
pub mod ui;

// `view!` and `#[component]` write paths that begin with `::leptos`. In the browser build these lead to this crate, where
// `ui::dom` renders views; the framework goes by another name.
#[cfg(all(target_arch = "wasm32", not(feature = "maker")))]
extern crate leptos as framework;
#[cfg(all(target_arch = "wasm32", not(feature = "maker")))]
extern crate self as leptos;
#[cfg(all(target_arch = "wasm32", not(feature = "maker")))]
#[doc(hidden)]
pub use ui::dom::names::*;
