//! What is alive after a failure, at once and after automatic recovery (B.4).

use super::{Alive, Oracle, Scenario};

impl Oracle {
    /// Which units a scenario removes.
    pub(super) fn lost(&self, id: &str, scenario: &Scenario) -> Vec<bool> {
        let node = self.node(id);
        let here = |region: &str| node.region.as_deref() == Some(region);
        (0..node.units.len())
            .map(|unit| match scenario {
                Scenario::Instance(of, number) => of == id && *number == unit,
                Scenario::Zone(region, zone) => here(region) && node.units[unit] == *zone,
                Scenario::UnitsInZone(of, region, zone) => of == id && here(region) && node.units[unit] == *zone,
                Scenario::Region(region) => here(region),
                Scenario::Service(kind, region) => node.kind == *kind && node.home() == region,
                Scenario::Nothing => false,
            })
            .collect()
    }

    /// B.4: what is alive, right after the failure or after automatic recovery.
    pub(super) fn alive(&self, id: &str, scenario: &Scenario, later: bool) -> Alive {
        let node = self.node(id);
        let here = |region: &str| node.region.as_deref() == Some(region);
        let gone = match scenario {
            Scenario::Region(region) => here(region),
            Scenario::Service(kind, region) => node.kind == *kind && node.home() == region,
            _ => false,
        };
        if gone {
            return Alive { down: true, units: Vec::new() };
        }
        let lost = self.lost(id, scenario);
        let of = |kept: bool| -> Vec<(char, bool)> {
            node.units.iter().zip(&lost).filter(|(_, lost)| !**lost || kept).map(|(zone, _)| (*zone, false)).collect()
        };
        let survivors = of(false);
        let up = |units: Vec<(char, bool)>| Alive { down: false, units };
        let down = || Alive { down: true, units: Vec::new() };
        let again = || up(node.units.iter().zip(&lost).map(|(zone, lost)| (*zone, *lost)).collect());
        if !lost.contains(&true) {
            return up(survivors);
        }
        let by_zone = !matches!(scenario, Scenario::Instance(..));
        let fails_over = |survivors: Vec<(char, bool)>| match (lost[0], later, survivors.is_empty()) {
            (_, _, true) | (true, false, _) => down(),
            _ => up(survivors),
        };
        match &*node.kind {
            "asg" | "ecs_service" | "eks" | "elastic_beanstalk" if !later => up(survivors),
            "asg" | "ecs_service" | "eks" | "elastic_beanstalk" if !by_zone => again(),
            "asg" | "ecs_service" | "eks" | "elastic_beanstalk" => {
                let (Scenario::Zone(_, dead) | Scenario::UnitsInZone(_, _, dead)) = scenario else { return again() };
                let left: Vec<char> = node.zones.iter().copied().filter(|zone| zone != dead).collect();
                let mut units = survivors;
                while !left.is_empty() && units.len() < node.units.len() {
                    let load = |zone: char| units.iter().filter(|(other, _)| *other == zone).count();
                    let least = left.iter().map(|zone| load(*zone)).min().unwrap_or_default();
                    let Some(zone) = left.iter().copied().find(|zone| load(*zone) == least) else { break };
                    units.push((zone, true));
                }
                up(units)
            }
            "ec2" if later && !by_zone && (node.flag("auto_recovery") || self.alarmed.contains(id)) => again(),
            "rds" if node.flag("multi_az") || node.flag("multi_az_cluster") => fails_over(survivors),
            "aurora" if node.units.len() >= 2 => fails_over(survivors),
            "aurora" if later && !by_zone => again(),
            "elasticache" if node.units.len() < 2 => {
                if later && !by_zone {
                    again()
                } else {
                    down()
                }
            }
            "elasticache" if node.flag("automatic_failover_enabled") => fails_over(survivors),
            "elasticache" if !lost[0] => up(survivors),
            "elasticache" if later && !by_zone => again(),
            "opensearch" => {
                let enough = if by_zone { node.zones.len() >= 3 } else { node.units.len() >= 2 };
                if enough && node.number("number_of_replicas", 0) >= 1 { up(survivors) } else { down() }
            }
            "alb" | "nlb" | "lambda" | "vpc_endpoint" | "efs" => up(survivors),
            _ => down(),
        }
    }
}
