//! Failure drills: what the loss of a unit, a zone or a region does to every path.
//!
//! [`net`] lays the system out as compact arrays, [`loss`] says what a failure takes and what comes
//! back, [`state`] finds who serves, [`play`] and [`drills`] turn that into outcomes. No text, no
//! catalog and no map belongs below this file: those loops run for every failure of every design.

mod drills;
mod events;
mod loss;
mod net;
mod path_set;
mod play;
mod simulate;
mod state;
mod verdicts;
mod watch;

pub use simulate::simulate;
pub use verdicts::verdicts;
