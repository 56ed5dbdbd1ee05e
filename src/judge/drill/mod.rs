//! Failure drills: what the loss of a unit, a zone or a region does to every path.
//!
//! [`lay`] lays the system out as the compact arrays of [`net`], [`loss`] says what a failure takes and
//! what comes back, [`state`] finds who serves by the rules of [`serving`], [`play`], [`wait`] and
//! [`drills`] turn that into outcomes, [`verdicts`] and [`simulate`] into words. While
//! drills are played there is no text and no map: those loops run for every failure of every design.

#[cfg(test)]
mod behaviours;
mod drills;
mod events;
mod lay;
mod loss;
mod net;
mod path_set;
mod play;
mod serving;
mod simulate;
mod state;
mod verdicts;
mod wait;
mod watch;

pub use simulate::simulate;
pub use verdicts::verdicts;
