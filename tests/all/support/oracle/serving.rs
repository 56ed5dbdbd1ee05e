//! Groups (B.3) and the fixed point of serving (B.5).

use super::{Link, Meaning, Oracle, Scenario, State};

impl Oracle {
    /// The groups of one strength that a component must satisfy (B.3), but its route table.
    pub(super) fn groups(&self, id: &str, strength: &str, later: bool) -> Vec<Vec<&Link>> {
        let links: Vec<&Link> = self
            .links
            .iter()
            .filter(|link| link.from == id && link.strength == strength && link.meaning != Meaning::Egress)
            .collect();
        let node = self.node(id);
        if node.kind == "route53" {
            let policy = node.word("routing_policy", "simple");
            let checked = links.len() >= 2 && node.flag("health_check") && policy != "simple";
            return match (checked, later, &*policy) {
                (true, true, _) => vec![links],
                (true, false, "failover") => {
                    let mut by_choice = links;
                    by_choice.sort_by_key(|link| (!link.primary, link.to.clone()));
                    by_choice.truncate(1);
                    vec![by_choice]
                }
                _ => links.into_iter().map(|link| vec![link]).collect(),
            };
        }
        let is_balancer = matches!(&*node.kind, "alb" | "nlb");
        let mut groups: Vec<(Option<String>, Vec<&Link>)> = Vec::new();
        for link in links {
            let together = link.group.is_some() || is_balancer;
            match groups.iter_mut().find(|(label, _)| together && *label == link.group) {
                Some((_, group)) => group.push(link),
                None => groups.push((link.group.clone(), vec![link])),
            }
        }
        groups.into_iter().map(|(_, group)| group).collect()
    }

    pub(super) fn table(&self, id: &str, strength: &str) -> Vec<&Link> {
        self.links
            .iter()
            .filter(|link| link.from == id && link.strength == strength && link.meaning == Meaning::Egress)
            .collect()
    }

    /// B.5: whether every group of a strength is satisfied from a zone.
    pub(super) fn satisfied(&self, id: &str, strength: &str, zone: Option<char>, state: &State, later: bool) -> bool {
        let table = self.table(id, strength);
        let out = self.route(id, &table, zone).is_none_or(|link| state.serves[&link.to]);
        out && self
            .groups(id, strength, later)
            .iter()
            .all(|group| group.iter().any(|link| self.usable(link, zone, state)))
    }

    fn usable(&self, link: &Link, zone: Option<char>, state: &State) -> bool {
        if !state.serves[&link.to] {
            return false;
        }
        let (tail, head) = (self.node(&link.from), self.node(&link.to));
        let same_region = tail.region == head.region;
        let Some(zone) = zone else { return true };
        let functional = &state.functional[&link.to];
        match link.meaning {
            Meaning::Plain | Meaning::Egress => true,
            Meaning::Beside => same_region && functional.contains(&zone),
            Meaning::Mount if head.flag("one_zone") => true,
            Meaning::Mount => same_region && state.alive[&link.to].units.iter().any(|(unit, _)| *unit == zone),
            Meaning::Target => {
                let crosses = tail.kind == "alb" || tail.flag("enable_cross_zone_load_balancing");
                let live: Vec<char> = state.alive[&link.from].units.iter().map(|(zone, _)| *zone).collect();
                let enabled = if crosses { &tail.zones } else { &live };
                let count = functional.iter().filter(|unit| same_region && enabled.contains(unit)).count();
                count >= head.need() && (crosses || same_region && functional.contains(&zone))
            }
        }
    }

    /// B.5: the greatest fixed point, by sweeping until nothing changes.
    pub(super) fn solve(&self, scenario: &Scenario, later: bool) -> State {
        let mut state = State::default();
        for id in self.nodes.keys() {
            let alive = self.alive(id, scenario, later);
            state.serves.insert(id.clone(), !alive.down);
            state.functional.insert(id.clone(), alive.units.iter().map(|(zone, _)| *zone).collect());
            state.alive.insert(id.clone(), alive);
        }
        loop {
            let mut changed = false;
            for (id, node) in &self.nodes {
                let alive = state.alive[id].clone();
                let functional: Vec<char> = alive
                    .units
                    .iter()
                    .filter(|(zone, started)| {
                        self.satisfied(id, "hard", Some(*zone), &state, later)
                            && (!started || self.satisfied(id, "startup", Some(*zone), &state, later))
                    })
                    .map(|(zone, _)| *zone)
                    .collect();
                let serves = !alive.down
                    && if node.is_fleet() {
                        functional.len() >= node.need()
                    } else if node.units().is_some() {
                        !functional.is_empty()
                    } else {
                        self.satisfied(id, "hard", None, &state, later)
                    };
                changed |= state.serves[id] != serves || state.functional[id] != functional;
                state.serves.insert(id.clone(), serves);
                state.functional.insert(id.clone(), functional);
            }
            if !changed {
                return state;
            }
        }
    }
}
