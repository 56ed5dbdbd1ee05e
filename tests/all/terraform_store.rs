//! The Terraform of single servers, disks, read replicas, proxies, Aurora and caches holds what is drawn.

use serde_json::{Value, json};
use zonewise::codec::{load, save, sketch};
use zonewise::model::Design;
use zonewise::terraform::Export;

use crate::support::cases;
use crate::support::random::{self, Options, Rng};
use crate::terraform::{check_whole, exported};
use crate::tfcheck;

/// Small and strange designs of these services and those around them.
const TYPES: Options = Options {
    types: &[
        "users",
        "vpc",
        "alb",
        "asg",
        "lambda",
        "rds",
        "efs",
        "ec2",
        "ec2",
        "ebs",
        "rds_replica",
        "rds_proxy",
        "aurora",
        "elasticache",
        "nat_gateway",
    ],
    ..Options::ODD
};

/// A random design with random settings of these services.
pub fn varied(seed: u64) -> Design {
    let mut design = random::design(seed, &TYPES);
    let mut rng = Rng::new(seed);
    let settings: [(&str, &str, &[Value]); 17] = [
        ("ec2", "auto_recovery", &[json!(true)]),
        ("ec2", "instance_store", &[json!(true)]),
        ("ec2", "associate_public_ip_address", &[json!(true), json!(false)]),
        ("ebs", "snapshots", &[json!(true)]),
        ("ebs", "type", &[json!("io2"), json!("gp2"), json!("st1"), json!("standard")]),
        ("ebs", "iops", &[json!(50), json!(5000)]),
        ("ebs", "multi_attach_enabled", &[json!(true)]),
        ("aurora", "instance_zones", &[json!(["a", "b"]), json!(["a", "a"]), json!(["c"]), json!([1, "xx"])]),
        ("aurora", "engine", &[json!("aurora-postgresql")]),
        ("aurora", "instance_class", &[json!("db.serverless")]),
        ("elasticache", "role", &[json!("session"), json!("primary")]),
        ("elasticache", "num_cache_clusters", &[json!(2), json!(3)]),
        ("elasticache", "automatic_failover_enabled", &[json!(true)]),
        ("elasticache", "multi_az_enabled", &[json!(true)]),
        ("elasticache", "engine", &[json!("memcached"), json!("valkey")]),
        ("elasticache", "snapshot_retention_limit", &[json!(5)]),
        ("rds_replica", "storage_type", &[json!("io1"), json!("gp3")]),
    ];
    for component in design.components.values_mut() {
        for (kind, name, values) in &settings {
            if component.kind == *kind && rng.percent(40) {
                component.settings.insert((*name).to_owned(), rng.pick(values).clone());
            }
        }
    }
    load(save(&design).as_bytes()).unwrap().design
}

/// Name and sketch: designs that use the corners of these services.
const SKETCHES: &[(&str, &str)] = &[
    (
        "servers and disks",
        r##"users: users; lb: alb[a,b]; fs: efs[a,b]
            s: ec2[a]{"auto_recovery": true, "market_type": "spot", "spot_price": 0.02, "root_block_device": {"volume_type": "io2", "iops": 500, "volume_size": 20}}
            t: ec2[b](public){"user_data": "#!/bin/bash\necho hi", "monitoring": true, "disable_api_termination": true}
            vol: ebs[a]{"snapshots": true, "type": "io2", "iops": 300, "multi_attach_enabled": true, "backup_interval_hours": 5}
            v2: ebs[b]{"throughput": 200, "iops": 4000}; v3: ebs[b]{"type": "st1", "size": 10, "iops": 5}; web: asg[a,b]
            users -> lb; lb -> s; lb -> t {"group": "t", "port": 8080, "path_patterns": ["/t"]}; users -> t
            s => vol; s => v2; t => v2; t => v3; s => fs; web => vol"##,
    ),
    (
        "aurora",
        r#"f: lambda[a,b]; w: ec2[a]; px: rds_proxy[a,b]{"max_connections_percent": 50, "max_idle_connections_percent": 70}; py: rds_proxy[a]{"engine_family": "MYSQL"}
           au: aurora[a,b]{"instance_zones": ["a", "b", "c", 7], "instance_class": "db.serverless", "serverlessv2_scaling_configuration": {"min_capacity": 1, "max_capacity": 4.5}, "storage_type": "aurora-iopt1"}
           pg: aurora[a,b]{"engine": "aurora-postgresql", "backup_retention_period": 0, "publicly_accessible": true, "master_password": "hunter2-in-clear", "port": 5544}
           f => px => au; f => py => pg; w => au"#,
    ),
    (
        "replicas and proxies",
        r#"w: ec2[a]; db: rds[a,b]{"multi_az": true}; rep: rds_replica[b]{"allocated_storage": 50}; small: rds_replica[a]{"allocated_storage": 10, "storage_type": "io1"}
           px: rds_proxy[a,b]{"require_tls": false}; lone: rds_replica[a]; empty: rds_proxy[a,b]; ora: rds[a,b]{"engine": "oracle-se2"}; po: rds_proxy[a,b]
           w => px => db; w => po => ora; db -replication-> rep; db -replication-> small; w => rep"#,
    ),
    (
        "caches",
        r#"w: ec2[a]; c1: elasticache[a,b]{"num_cache_clusters": 2, "automatic_failover_enabled": true, "multi_az_enabled": true, "role": "session", "snapshot_retention_limit": 3}
           c2: elasticache[a]{"engine": "memcached", "num_cache_clusters": 3, "automatic_failover_enabled": true, "snapshot_retention_limit": 1}
           c3: elasticache[a]{"engine": "valkey", "multi_az_enabled": true}; c4: elasticache[a,b]{"engine": "memcached", "num_cache_clusters": 2, "transit_encryption_enabled": true}
           c5: elasticache[a,b,c]{"num_cache_clusters": 9, "multi_az_enabled": true, "transit_encryption_enabled": true, "port": 6400}
           w => c1; w => c2; w => c3; w => c4; w => c5"#,
    ),
    (
        "keys, alarms, addresses, names",
        r#"users: users; cdn: cloudfront; s: ec2[a](public); ip: elastic_ip; alarm: cloudwatch_alarm; busy: cloudwatch_alarm; late: cloudwatch_alarm; topic: sns; dns: route53
           key: kms; v: ebs[a]; au: aurora[a,b]; c: elasticache[a]; m: elasticache[a]{"engine": "memcached"}; r: rds_replica[a]; d: rds[a,b]; n: nlb[a,b]; t: ec2[b]
           users -> cdn -> s; users -> dns -> s; users -> n -> t; ip -management-> s; s -management-> alarm; alarm -management-> s {"action": "recover"}
           key -management-> v; key -management-> au; key -management-> c; key -management-> m; key -management-> r; d -replication-> r; s => v
           au -management-> busy; busy -management-> topic; r -management-> late; late -management-> topic"#,
    ),
    (
        "copies in another region",
        r#"east: vpc[a,b]@us-east-1; west: vpc[a,b]@eu-west-1; w: ec2[a]@east; a1: aurora[a,b]@east{"instance_zones": ["a", "b"]}; a2: aurora[a,b]@west
           d: rds[a,b]@east; r: rds_replica[a]@west; c: elasticache[a,b]@east{"node_type": "cache.m7g.large"}; k: elasticache[a,b]@west; v: ec2[b]@west; x: ebs[b]@west{"snapshots": true}
           w => a1; a1 -replication-> a2; d -replication-> r; c -replication-> k; v => a2; v => x"#,
    ),
];

/// The blocks of a resource type and label as text without runs of blanks; empty when there is none.
fn block(export: &Export, kind: &str, label: &str) -> String {
    let start = format!("resource \"{kind}\" \"{label}\" {{\n");
    let files = export.files.iter().filter(|file| file.path.ends_with(".tf"));
    let found = files.filter_map(|file| Some(file.text.split_once(&start)?.1.split_once("\n}\n")?.0)).next();
    found.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A design's export has these pieces of these resources, and says these sentences about what it leaves out.
#[track_caller]
fn check(text: &str, pieces: &[(&str, &str, &str)], said: &[&str]) {
    let export = exported(&sketch(text).unwrap().design);
    check_whole(&export);
    for (kind, label, piece) in pieces {
        let found = block(&export, kind, label);
        assert!(!found.is_empty() && found.contains(piece), "{kind}.{label}: {piece} is not in {found}");
    }
    let notes: Vec<String> = export.not_exported.iter().map(|note| format!("{note:?}")).collect();
    for sentence in said {
        assert!(notes.iter().any(|note| note.contains(sentence)), "{sentence}: {notes:#?}");
    }
}

#[test]
fn the_cases_export_whole() {
    for (name, text) in SKETCHES {
        println!("{name}");
        check_whole(&exported(&sketch(text).unwrap().design));
    }
}

#[test]
fn random_designs_export_whole() {
    for seed in 0..cases(200) {
        let design = varied(seed);
        let result = std::panic::catch_unwind(|| check_whole(&exported(&design)));
        assert!(result.is_ok(), "seed {seed}");
    }
}

#[test]
fn random_designs_plan() {
    let designs: Vec<Design> = (0..cases(20)).map(varied).collect();
    tfcheck::designs_plan("store-random", &designs);
}

#[test]
fn the_cases_plan() {
    tfcheck::sketches_plan("store", SKETCHES);
}

#[test]
fn a_server_holds_what_is_drawn() {
    check(
        r#"users: users; lb: alb[a,b]; s: ec2[b]{"auto_recovery": true, "instance_type": "m6i.large", "root_block_device": {"volume_size": 40}}; t: ec2[a](public)
           v: ebs[b]{"size": 100, "type": "io2", "iops": 900, "snapshots": true, "backup_interval_hours": 7}; w: ebs[b]; far: ebs[a]; db: rds[a,b]
           users -> lb -> s {"port": 8080}; s => v; s => w; s => far; s => db"#,
        &[
            ("aws_instance", "s", "subnet_id = aws_subnet.main_private_b.id"),
            ("aws_instance", "s", "maintenance_options { auto_recovery = \"default\" }"),
            ("aws_instance", "s", "root_block_device { volume_type = \"gp3\" volume_size = 40 encrypted = true"),
            ("aws_instance", "t", "maintenance_options { auto_recovery = \"disabled\" }"),
            ("aws_instance", "t", "subnet_id = aws_subnet.main_public_a.id"),
            ("aws_lb_target_group_attachment", "lb_s_s", "target_id = aws_instance.s.id port = 8080"),
            (
                "aws_vpc_security_group_ingress_rule",
                "s_from_lb_8080",
                "referenced_security_group_id = aws_security_group.lb.id",
            ),
            ("aws_vpc_security_group_egress_rule", "s_to_db_3306", "from_port = 3306"),
            ("aws_iam_role_policy", "s", "secretsmanager:GetSecretValue"),
            (
                "aws_ebs_volume",
                "v",
                "availability_zone = data.aws_availability_zones.available.names[1] type = \"io2\" size = 100 iops = 900",
            ),
            (
                "aws_volume_attachment",
                "v_s",
                "device_name = \"/dev/sdg\" volume_id = aws_ebs_volume.v.id instance_id = aws_instance.s.id",
            ),
            ("aws_volume_attachment", "w_s", "device_name = \"/dev/sdh\""),
            ("aws_dlm_lifecycle_policy", "v", "interval = 6"),
            ("aws_dlm_lifecycle_policy", "v", "retain_rule { count = 28 }"),
        ],
        &[
            "s -> far: a volume attaches to servers of its own zone only",
            "snapshots are made every 6 hours, not every 7",
        ],
    );
}

#[test]
fn a_cluster_holds_what_is_drawn() {
    check(
        r#"f: lambda[a,b]; au: aurora[a,b]{"engine": "aurora-postgresql", "instance_zones": ["b", "a"], "instance_class": "db.serverless", "serverlessv2_scaling_configuration": {"max_capacity": 16}, "storage_type": "aurora-iopt1", "backup_retention_period": 7}
           px: rds_proxy[a,b]; f => px => au"#,
        &[
            ("aws_rds_cluster", "au", "engine = \"aurora-postgresql\" storage_type = \"aurora-iopt1\""),
            ("aws_rds_cluster", "au", "serverlessv2_scaling_configuration { min_capacity = 0.5 max_capacity = 16"),
            ("aws_rds_cluster", "au", "backup_retention_period = 7"),
            ("aws_rds_cluster_instance", "au_1", "availability_zone = data.aws_availability_zones.available.names[1]"),
            ("aws_rds_cluster_instance", "au_2", "availability_zone = data.aws_availability_zones.available.names[0]"),
            ("aws_db_proxy", "px", "engine_family = \"POSTGRESQL\""),
            ("aws_db_proxy", "px", "secret_arn = aws_rds_cluster.au.master_user_secret[0].secret_arn"),
            ("aws_db_proxy_target", "px", "db_cluster_identifier = aws_rds_cluster.au.cluster_identifier"),
            ("aws_vpc_security_group_ingress_rule", "px_from_f_5432", "from_port = 5432"),
            (
                "aws_vpc_security_group_ingress_rule",
                "au_from_px_5432",
                "referenced_security_group_id = aws_security_group.px.id",
            ),
            ("aws_iam_role_policy", "px", "secretsmanager:GetSecretValue"),
            ("aws_iam_role_policy", "f", "aws_rds_cluster.au.master_user_secret[0].secret_arn"),
            ("aws_lambda_function", "f", "PX_HOST = aws_db_proxy.px.endpoint"),
        ],
        &[],
    );
    check(
        r#"d: rds[a,b]{"multi_az": true, "backup_retention_period": 0}; r: rds_replica[b]; w: ec2[a]; d -replication-> r; w => r"#,
        &[
            ("aws_db_instance", "r", "replicate_source_db = aws_db_instance.d.identifier"),
            ("aws_db_instance", "r", "availability_zone = data.aws_availability_zones.available.names[1]"),
            ("aws_vpc_security_group_ingress_rule", "r_from_w_3306", "from_port = 3306"),
        ],
        &["d keeps no backups"],
    );
}

#[test]
fn a_cache_holds_what_is_drawn() {
    check(
        r#"w: ec2[a]; c: elasticache[a,b]{"engine": "valkey", "num_cache_clusters": 3, "automatic_failover_enabled": true, "multi_az_enabled": true, "snapshot_retention_limit": 2}
           m: elasticache[a,b]{"engine": "memcached", "num_cache_clusters": 2, "multi_az_enabled": true}; one: elasticache[a]{"multi_az_enabled": true}; w => c; w => m"#,
        &[
            ("aws_elasticache_replication_group", "c", "engine = \"valkey\""),
            ("aws_elasticache_replication_group", "c", "num_cache_clusters = 3"),
            ("aws_elasticache_replication_group", "c", "automatic_failover_enabled = true multi_az_enabled = true"),
            (
                "aws_elasticache_replication_group",
                "c",
                "names[0], data.aws_availability_zones.available.names[1], data.aws_availability_zones.available.names[0]",
            ),
            ("aws_elasticache_replication_group", "one", "automatic_failover_enabled = false multi_az_enabled = false"),
            ("aws_elasticache_cluster", "m", "num_cache_nodes = 2 az_mode = \"cross-az\""),
            ("aws_vpc_security_group_ingress_rule", "m_from_w_11211", "from_port = 11211"),
            ("aws_vpc_security_group_ingress_rule", "c_from_w_6379", "from_port = 6379"),
        ],
        &["failover and Multi-AZ need a second node", "multi_az_enabled: Memcached has no replicas"],
    );
}
