//! What views are made of: nodes without type parameters, and the one renderer that puts them into the page.
//!
//! Leptos gives signals, effects, components and the `view!` macro. Its own renderer makes a type, and code to
//! build and change it, of every element with its attributes and children; that was half of the module's size. Here
//! every element is the same [`Element`], every closure in a view is boxed where it is met, and there is one
//! piece of code that builds ([`build`]) and changes ([`patch`]) them all. So a view costs what is written in it.
//!
//! `view!` names everything it uses as `::leptos::…`. The crate calls itself by that name (`lib.rs`), so those paths
//! lead to [`names`]; the framework itself is reached as `framework`.

mod build;
mod derived;
mod keyed;
pub mod names;
mod node;
mod node_ref;
mod patch;
mod setting;
mod signal;
mod value;

pub use build::mount;
pub use derived::{Effect, Signal, StoredValue};
pub use keyed::{For, ForProps, Show, ShowProps};
pub use node::{AnyView, Children, CollectView, Element, IntoView, Node, Shown};
pub use node_ref::NodeRef;
pub use signal::{ArcRwSignal, Memo, RwSignal};
pub use value::{IntoClass, IntoValue, Plain, Value};
