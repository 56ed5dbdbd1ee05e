//! The rules: one file each, with its texts, its check, and a bad and a good example that are its tests.
//!
//! A rule reads [`Facts`] and adds to a [`Report`]. It never walks the raw design, never simulates (path
//! rules read the verdicts), and takes no longer than a walk over components and links.
//! To add one: write its file, add its name to the list below. `docs/rules.md` is made from them.

mod facts;
mod insert;
mod mend;
mod page;
mod part;
mod report;
mod survive;
mod words;

pub use facts::Facts;
pub use page::page;
pub use part::Part;
pub use report::Report;

use super::Severity;

/// What a rule protects.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Pillar {
    /// The system answers.
    Availability,
    /// Data is not lost.
    Durability,
    /// Load can grow.
    Scalability,
    /// Nobody gets in who should not.
    Security,
    /// What is drawn can be connected.
    Networking,
    /// People notice and act.
    Operations,
    /// Money is not wasted.
    Cost,
}

impl Pillar {
    /// Every pillar, in the order of the documentation.
    pub const ALL: [Self; 7] = [
        Self::Availability,
        Self::Durability,
        Self::Scalability,
        Self::Security,
        Self::Networking,
        Self::Operations,
        Self::Cost,
    ];

    /// The word on screen and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Availability => "availability",
            Self::Durability => "durability/backup",
            Self::Scalability => "scalability",
            Self::Security => "security",
            Self::Networking => "networking",
            Self::Operations => "operations",
            Self::Cost => "cost",
        }
    }
}

/// A small design, as a sketch (`codec::sketch`).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Example {
    /// The sketch.
    pub sketch: &'static str,
    /// The component that the rule is about in it: the subject of the finding in a bad example.
    pub subject: &'static str,
}

/// One rule: what it looks for, why, and how it is mended.
#[derive(Debug)]
pub struct Rule {
    /// Its number, never reused: `HA013`.
    pub id: &'static str,
    /// The name of its file, and of its anchor in the documentation.
    pub slug: &'static str,
    /// A few words: "Single database instance on a path".
    pub title: &'static str,
    /// What it protects.
    pub pillar: Pillar,
    /// The severity of its findings, unless the condition says otherwise.
    pub severity: Severity,
    /// The exact condition.
    pub when: &'static str,
    /// Why it matters, in one sentence.
    pub why: &'static str,
    /// How to mend it, in words.
    pub fix: &'static str,
    /// Other rules that its fix may bring up as errors, on purpose.
    pub trades: &'static [&'static str],
    /// Where the knowledge is from.
    pub source: &'static str,
    /// A few sentences for a learner.
    pub note: &'static str,
    /// Whether it reads the verdicts on paths.
    pub path: bool,
    /// A design that it finds fault with.
    pub bad: Example,
    /// The same design mended.
    pub good: Example,
    /// Looks for it.
    pub check: fn(&Facts<'_>, &mut Report<'_>),
}

impl Rule {
    /// The rule as it goes into the program: a browser shows neither the exact condition nor the examples. Its second
    /// module gives the texts of the lessons and checks nothing; the first checks and asks for them.
    const fn shipped(self) -> Self {
        if cfg!(target_arch = "wasm32") {
            let none = Example { sketch: "", subject: "" };
            let bare = Self { when: "", trades: &[], bad: none, good: none, ..self };
            if cfg!(feature = "maker") {
                Self { check: |_, _| {}, ..bare }
            } else {
                Self { why: "", fix: "", note: "", source: "", ..bare }
            }
        } else {
            self
        }
    }
}

/// Declares the rules' modules and lists them in the order of the documentation.
macro_rules! rules {
    ($($name:ident),* $(,)?) => {
        $(mod $name;)*
        /// Every rule, in the order of the documentation.
        const RULES: &[&Rule] = &[$(&$name::RULE.shipped()),*];
        /// The names of the rules' files, in the same order.
        pub const FILES: &[&str] = &[$(stringify!($name)),*];
    };
}

#[rustfmt::skip]
rules![
    ha001_alb_in_one_zone,
    ha002_nlb_in_one_zone,
    ha003_balancer_without_targets,
    ha004_targets_in_one_zone,
    ha005_nlb_zone_without_target,
    ha006_target_zone_not_enabled,
    ha007_single_server,
    ha008_fleet_in_one_zone,
    ha009_fleet_floor_below_two,
    ha010_desired_outside_limits,
    ha011_too_few_after_zone_loss,
    ha012_group_uses_machine_checks,
    ha013_single_database_instance,
    ha014_replica_mistaken_for_failover,
    ha015_database_subnets_in_one_zone,
    ha016_aurora_without_reader,
    ha017_store_without_failover,
    ha018_cache_without_replica,
    ha019_multi_az_cache_of_one_node,
    ha021_no_mount_target_in_client_zone,
    ha022_one_zone_files_under_fleet,
    ha023_fleet_on_zonal_disk,
    ha024_volume_in_another_zone,
    ha025_shared_nat,
    ha026_aws_traffic_through_nat,
    ha027_interface_endpoint_in_one_zone,
    ha028_function_in_one_zone,
    ha029_no_second_origin,
    ha030_cdn_hides_weak_point,
    ha031_several_names_unchecked,
    ha032_failover_without_secondary,
    ha033_slow_dns,
    ha034_name_points_at_server,
    ha035_fleet_without_balancer,
    ha037_tasks_without_host,
    ha038_long_chain,
    ha039_zone_outage_stops_path,
    ha040_path_only_recovers,
    ha041_availability_target_missed,
    ha042_single_region_heart,
    ha043_fragile_consumer,
    ha044_queue_nobody_reads,
    ha045_state_on_servers,
    ha046_server_without_recovery,
    ha047_one_zone_bucket_on_path,
    ha048_hard_outside_dependency,
    ha049_call_across_regions,
    ha050_circular_dependency,
    ha051_enabled_zone_without_targets,
    ha052_need_above_maximum,
    ha053_path_broken_as_drawn,
    du001_automated_backups_off,
    du002_short_backup_retention,
    du003_table_without_recovery,
    du004_bucket_without_versioning,
    du005_volume_without_snapshots,
    du006_file_system_not_backed_up,
    du007_database_deletable,
    du008_no_copy_in_another_region,
    du009_queue_without_dead_letters,
    du010_events_without_failure_destination,
    du011_visibility_too_short,
    du012_state_on_instance_store,
    du013_session_store_without_backup,
    sc001_group_cannot_grow,
    sc002_no_scaling_policy,
    sc003_provisioned_without_autoscaling,
    sc004_functions_exhaust_connections,
    sc005_api_without_throttling,
    sc006_storage_cannot_grow,
    sc007_burstable_with_cpu_policy,
    sc008_storage_below_minimum,
    se001_public_database,
    se002_data_in_public_tier,
    se003_storage_not_encrypted,
    se004_public_entry_without_waf,
    se005_bucket_open_behind_cdn,
    se006_plain_http_entry,
    se007_secret_in_clear_text,
    se008_public_addresses_behind_balancer,
    nw001_users_call_private_component,
    nw002_nat_in_private_tier,
    nw004_connection_cannot_exist,
    nw005_users_talk_to_data,
    nw006_api_without_vpc_link,
    nw007_protocol_does_not_fit,
    nw008_no_way_out,
    op001_nobody_is_told,
    op002_alarm_without_action,
    op004_second_region_needs_people,
    op003_recovery_not_practised,
    op005_backups_in_one_region,
    co002_idle_nat,
    co003_redundancy_in_test_design,
];

/// Every rule, in the order of the documentation.
pub fn all() -> &'static [&'static Rule] {
    RULES
}

/// The rule of an id.
pub fn find(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id).copied()
}
