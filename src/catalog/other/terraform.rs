//! A service that Zonewise does not know, in Terraform: named, not written.

use crate::catalog::exporting::{Exporter, Module, Party};

/// Nothing; it and its connections are named.
pub const EXPORT: Exporter = Exporter { resources, ..Exporter::NONE };

fn resources(me: Party<'_>, module: &mut Module) {
    let label: String = me.settings().text("label").chars().map(|c| if c.is_control() { ' ' } else { c }).take(60).collect();
    let what = if label.is_empty() { "a service that Zonewise does not know".to_owned() } else { format!("{label}, which Zonewise does not know") };
    module.leave_out(format!("{what}; write its resources by hand"));
    for edge in me.outgoing().chain(me.incoming()) {
        module.leave_out(format!("{}: {} is not exported", edge.title(), me.id()));
    }
}
