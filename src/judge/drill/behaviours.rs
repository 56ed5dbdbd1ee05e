//! The table of `reliability.md` B.4, row by row.

use super::loss::{Hit, Losses};
use super::net::Net;
use super::state::State;
use crate::catalog::Behaviour;

/// What a loss does: `up` or `down` right after it, and after recovery.
#[track_caller]
fn check(behaviour: Behaviour, zones: &str, hits: &[Hit], expected: &str) {
    let net = Net::single(behaviour, zones);
    let hits: Vec<_> = hits.iter().map(|hit| (0, *hit)).collect();
    let losses = Losses::of(&net, &hits);
    let mut state = State::new(&net);
    let start = state.mark();
    let word = |state: &State<'_>| if state.serves(0) { "up" } else { "down" };
    state.lay_now(&losses, losses.list.iter(), |_| false);
    let now = word(&state);
    state.rollback(start);
    assert!(state.serves(0), "nothing failed");
    state.lay_later(&losses, losses.list.iter());
    assert_eq!(format!("{now} {}", word(&state)), expected, "{behaviour:?} in {zones} after {hits:?}");
}

const A: Hit = Hit::Zone(0);
const B: Hit = Hit::Zone(1);
const FIRST: Hit = Hit::Unit(0);
const SECOND: Hit = Hit::Unit(1);

#[test]
fn fleets_start_again_where_a_zone_is_left() {
    let fleet = Behaviour::Fleet { need: 2 };
    check(fleet, "abc", &[FIRST], "up up");
    check(fleet, "ab", &[FIRST], "down up");
    check(fleet, "ab", &[A], "down up");
    check(fleet, "ab", &[A, B], "down down");
    check(fleet, "aa", &[A], "down down");
    check(fleet, "aa", &[FIRST, SECOND], "down up");
    check(fleet, "ab", &[A, SECOND], "down up");
    check(fleet, "ab", &[Hit::Gone], "down down");
}

#[test]
fn servers_come_back_with_automatic_recovery_in_their_zone() {
    for (auto_recovery, after_host) in [(true, "down up"), (false, "down down")] {
        check(Behaviour::Server { auto_recovery }, "a", &[FIRST], after_host);
        check(Behaviour::Server { auto_recovery }, "a", &[A], "down down");
    }
}

#[test]
fn standbys_take_over() {
    check(Behaviour::Failover, "ab", &[FIRST], "down up");
    check(Behaviour::Failover, "ab", &[SECOND], "up up");
    check(Behaviour::Failover, "ab", &[A], "down up");
    check(Behaviour::Failover, "ab", &[B], "up up");
    check(Behaviour::Failover, "aa", &[A], "down down");
    check(Behaviour::Failover, "abc", &[A, B], "down up");
}

#[test]
fn what_is_alone_stays_down_or_is_recreated() {
    check(Behaviour::Single, "a", &[FIRST], "down down");
    check(Behaviour::Single, "a", &[A], "down down");
    check(Behaviour::Recreated, "a", &[FIRST], "down up");
    check(Behaviour::Recreated, "a", &[A], "down down");
    check(Behaviour::PrimaryReplaced, "ab", &[FIRST], "down up");
    check(Behaviour::PrimaryReplaced, "ab", &[SECOND], "up up");
    check(Behaviour::PrimaryReplaced, "ab", &[A], "down down");
    check(Behaviour::PrimaryReplaced, "ab", &[B], "up up");
}

#[test]
fn search_keeps_its_quorum_with_replicas_and_three_zones() {
    let quorum = |replicas| Behaviour::Quorum { replicas };
    check(quorum(1), "abc", &[A], "up up");
    check(quorum(1), "ab", &[A], "down down");
    check(quorum(0), "abc", &[A], "down down");
    check(quorum(1), "ab", &[FIRST], "up up");
    check(quorum(0), "ab", &[FIRST], "down down");
    check(quorum(1), "a", &[FIRST], "down down");
    check(quorum(1), "abc", &[A, B], "down down");
}

#[test]
fn what_is_spread_goes_on_in_the_other_zones() {
    check(Behaviour::Spread, "ab", &[A], "up up");
    check(Behaviour::Spread, "ab", &[A, B], "down down");
    check(Behaviour::Spread, "ab", &[Hit::Away], "down down");
}
