//! What drawn alarms change in the components they act on: an alarm whose action recovers a server is the
//! server's automatic recovery (`reliability.md` B.10). What an alarm watches or costs is not its business.

use super::{NodeIx, System};
use crate::catalog::Behaviour;
use crate::model::ConnectionKind;

/// Gives servers that a drawn alarm recovers their automatic recovery.
pub fn resolve(system: &mut System<'_>) {
    let recovered: Vec<NodeIx> = system
        .links
        .iter()
        .filter(|link| link.kind == ConnectionKind::Management && link.settings().text("action") == "recover")
        .filter(|link| system.node(link.from).kind() == "cloudwatch_alarm")
        .map(|link| link.to)
        .collect();
    for ix in recovered {
        if let Some(node) = system.nodes.get_mut(ix.0 as usize)
            && let Behaviour::Server { auto_recovery } = &mut node.resilience.behaviour
        {
            *auto_recovery = true;
        }
    }
}
