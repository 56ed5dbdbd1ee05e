//! One component as B.1 describes it: its units, and its availability by B.7.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{FLEETS, Node};

impl Node {
    pub(super) fn flag(&self, name: &str) -> bool {
        self.settings.get(name).and_then(Value::as_bool).unwrap_or(false)
    }

    pub(super) fn number(&self, name: &str, default: usize) -> usize {
        self.settings.get(name).and_then(Value::as_u64).map_or(default, |number| number as usize)
    }

    pub(super) fn word(&self, name: &str, default: &str) -> String {
        self.settings.get(name).and_then(Value::as_str).unwrap_or(default).to_owned()
    }

    pub(super) fn is_fleet(&self) -> bool {
        FLEETS.contains(&&*self.kind)
    }

    pub(super) fn desired(&self) -> usize {
        match &*self.kind {
            "asg" => self.number("desired_capacity", self.number("min_size", 1)),
            "elastic_beanstalk" if self.word("environment_type", "LoadBalanced") == "SingleInstance" => 1,
            "elastic_beanstalk" => self.number("desired_capacity", self.number("min_size", 1)),
            _ => self.number("desired_count", 1),
        }
    }

    pub(super) fn need(&self) -> usize {
        if self.is_fleet() { self.number("need", 1) } else { 1 }
    }

    /// Its region, or `global`.
    pub(super) fn home(&self) -> &str {
        self.region.as_deref().unwrap_or("global")
    }

    fn first_zone(&self) -> Vec<char> {
        self.zones.iter().copied().take(1).collect()
    }

    fn dealt(&self, count: usize) -> Vec<char> {
        if self.zones.is_empty() {
            return Vec::new();
        }
        (0..count).map(|number| self.zones[number % self.zones.len()]).collect()
    }

    /// B.1, column "Units". `None` = a component that has no units.
    pub(super) fn units(&self) -> Option<Vec<char>> {
        match &*self.kind {
            "asg" | "ecs_service" | "eks" | "elastic_beanstalk" => Some(self.dealt(self.desired())),
            "ec2" | "rds_replica" | "ebs" => Some(self.first_zone()),
            "alb" | "nlb" => Some(self.zones.clone()),
            "lambda" => self.vpc.is_some().then(|| self.zones.clone()),
            "rds" => {
                let instances = match (self.flag("multi_az_cluster"), self.flag("multi_az")) {
                    (true, _) => 3,
                    (false, true) => 2,
                    (false, false) => 1,
                };
                Some(self.zones.iter().copied().take(instances).collect())
            }
            "aurora" => {
                let list = self.settings.get("instance_zones").and_then(Value::as_array).into_iter().flatten();
                let letters = list.filter_map(Value::as_str).filter(|text| text.len() == 1);
                let zones: Vec<char> = letters.filter_map(|text| text.chars().next()).collect();
                // What names no zone is no instance; without any there is one, in the first zone.
                Some(if zones.is_empty() { self.first_zone() } else { zones })
            }
            "elasticache" => Some(self.dealt(self.number("num_cache_clusters", 1))),
            "opensearch" => Some(self.dealt(self.number("instance_count", 1))),
            "efs" if self.flag("one_zone") => Some(self.first_zone()),
            "efs" => Some(self.zones.clone()),
            "s3" => {
                let one_zone = matches!(&*self.word("storage_class", "STANDARD"), "ONEZONE_IA" | "EXPRESS_ONEZONE");
                one_zone.then(|| if self.zones.is_empty() { vec!['a'] } else { self.first_zone() })
            }
            "nat_gateway" => (self.word("availability_mode", "zonal") == "zonal").then(|| self.first_zone()),
            "vpc_endpoint" => (self.word("vpc_endpoint_type", "Interface") == "Interface").then(|| self.zones.clone()),
            _ => None,
        }
    }

    /// B.7, the table, and what stands before it.
    pub(super) fn availability(&self) -> f64 {
        if let Some(whole) = self.settings.get("availability").and_then(Value::as_f64) {
            return whole;
        }
        let unit = self.settings.get("unit_availability").and_then(Value::as_f64);
        if let Some(unit) = unit.filter(|_| self.units().is_some()) {
            return at_least(self.need(), self.units.len(), unit);
        }
        let zones = self.units.iter().collect::<BTreeSet<_>>().len();
        let two = |yes: f64, no: f64| if zones >= 2 { yes } else { no };
        match &*self.kind {
            "cloudfront" => 0.999,
            "api_gateway" | "lambda" | "waf" => 0.9995,
            "alb" | "nlb" => two(0.9999, 0.999),
            "ec2" | "rds_replica" => 0.995,
            "asg" | "ecs_service" | "eks" | "elastic_beanstalk" => two(0.9999, 0.995),
            "rds" if self.flag("multi_az") || self.flag("multi_az_cluster") => 0.9995,
            "rds" => 0.995,
            // Not in the table: planned like a database in several zones.
            "rds_proxy" => 0.9995,
            "aurora" => two(0.9999, 0.999),
            "dynamodb" => 0.9999,
            "elasticache" if self.flag("automatic_failover_enabled") => two(0.9999, 0.995),
            "elasticache" => 0.995,
            "opensearch" if self.flag("multi_az_with_standby_enabled") => 0.9999,
            "opensearch" => two(0.999, 0.99),
            "efs" if self.flag("one_zone") => 0.999,
            "efs" => 0.9999,
            "ebs" => 0.999,
            "s3" if matches!(&*self.word("storage_class", "STANDARD"), "STANDARD" | "EXPRESS_ONEZONE") => 0.999,
            "s3" | "external" => 0.99,
            "sqs" | "sns" | "kinesis" | "step_functions" | "cognito" | "ecr" | "ssm_parameter" | "nat_gateway"
            | "app_runner" => 0.999,
            "eventbridge" | "secrets_manager" => 0.9999,
            // A.5; the table has no line for it.
            "kms" => 0.99999,
            "vpc_endpoint" if self.word("vpc_endpoint_type", "Interface") == "Interface" => two(0.9999, 0.995),
            _ => 1.0,
        }
    }
}

/// Probability that at least `need` of `count` units are up: the binomial sum, term by term.
pub fn at_least(need: usize, count: usize, unit: f64) -> f64 {
    let mut sum = 0.0;
    for up in need..=count {
        let mut term = 1.0;
        for number in 0..up {
            term *= (count - number) as f64 / (number + 1) as f64;
        }
        for _ in 0..up {
            term *= unit;
        }
        for _ in up..count {
            term *= 1.0 - unit;
        }
        sum += term;
    }
    sum
}
