//! Stretching a card over lanes.

use super::hit::Side;
use crate::model::Zone;
use crate::picture::VpcBox;

/// The zones of a card when one of its sides is pulled to an x. What was kept keeps its order; new zones
/// come after it, in the order of the lanes. At least one lane remains.
pub fn stretched(vpc: &VpcBox, zones: &[Zone], side: Side, x: f64) -> Vec<Zone> {
    let index = |zone: Zone| vpc.lanes.iter().position(|lane| lane.zone == zone);
    let covered: Vec<usize> = zones.iter().filter_map(|zone| index(*zone)).collect();
    let (Some(low), Some(high)) = (covered.iter().min().copied(), covered.iter().max().copied()) else {
        return zones.to_vec();
    };
    let Some(pulled) = vpc.lane_at(x).and_then(|lane| index(lane.zone)) else { return zones.to_vec() };
    let (new_low, new_high) = match side {
        Side::Left => (pulled.min(high), high),
        Side::Right => (low, pulled.max(low)),
    };
    let mut kept: Vec<Zone> = zones
        .iter()
        .copied()
        .filter(|zone| index(*zone).is_some_and(|at| (new_low..=new_high).contains(&at)))
        .collect();
    for (at, lane) in vpc.lanes.iter().enumerate() {
        let is_new = (new_low..=new_high).contains(&at) && !(low..=high).contains(&at);
        if is_new && !kept.contains(&lane.zone) {
            kept.push(lane.zone);
        }
    }
    // The lane at the pulled side is meant, even where it was a gap.
    if let Some(lane) = vpc.lanes.get(if side == Side::Left { new_low } else { new_high })
        && !kept.contains(&lane.zone)
    {
        kept.push(lane.zone);
    }
    kept
}

/// The zones with one of them taken out, or added at the end. The last one stays.
pub fn toggled(zones: &[Zone], zone: Zone) -> Vec<Zone> {
    let mut zones = zones.to_vec();
    match zones.iter().position(|other| *other == zone) {
        Some(at) if zones.len() > 1 => {
            zones.remove(at);
        }
        Some(_) => {}
        None => zones.push(zone),
    }
    zones
}
