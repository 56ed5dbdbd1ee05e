//! HCL as a tree, and its printer: what it prints is `terraform fmt`-clean, and no text can break out.
//!
//! Text of a design enters only as [`Expr::Text`], as [`Part::Text`] or as a comment; the printer escapes
//! all three. Names of blocks, attributes and references are made by [`identifier`] or are constants of
//! the program. Nothing here knows AWS.

mod escape;
mod expr;
mod print;
mod tree;

pub use expr::{Expr, Part, call, identifier, list, object, reference, template, text};
pub use tree::{Block, Body, File, Item};
