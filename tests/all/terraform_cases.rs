//! Designs that use what the samples do not, one per corner of the export.

/// Name and sketch.
pub const SKETCHES: &[(&str, &str)] = &[
    (
        "https with a redirect, rules, two target groups, stickiness",
        r#"users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; api: asg[a,b]{"min_size": 2}; f: lambda
           users -> lb {"protocol": "HTTPS", "port": 443}
           users -> lb {"id": "plain", "protocol": "HTTP", "port": 80, "redirect": "HTTPS"}
           lb -> web {"port": 8080, "stickiness": {"type": "lb_cookie", "cookie_duration": 600}}
           lb -> api {"group": "api", "port": 9000, "protocol": "HTTPS", "path_patterns": ["/a/*", "/b/*", "/c/*", "/d/*", "/e/*", "/f/*"], "host_headers": ["x.example.com"], "priority": 7, "health_check": {"path": "/ok", "matcher": "204"}}
           lb -> f {"path_patterns": ["/f"]}"#,
    ),
    (
        "nat gateways per zone, egress, iam and ingress as drawn",
        r#"web: asg[a,b]{"min_size": 2, "ingress": [{"from_port": 22, "to_port": 22, "cidr_blocks": ["10.1.2.3/16", "::/0"], "self": true}], "iam_statements": [{"actions": ["ses:SendEmail"], "resources": ["*"]}]}
           na: nat_gateway[a]; nb: nat_gateway[b]; t: dynamodb; b: s3
           web => t {"actions": ["dynamodb:GetItem"]}
           web => b
           web -egress-> na {"primary": true}
           web -egress-> nb"#,
    ),
    ("regional nat gateway", r#"web: asg[a,b,c]; n: nat_gateway[a]{"availability_mode": "regional"}"#),
    (
        "scaling policies of every kind",
        r#"users: users; lb: alb[a,b]; users -> lb -> web
           web: asg[a,b]{"min_size": 1, "max_size": 9, "market_type": "spot", "spot_price": "0.01", "associate_public_ip_address": true, "image_id": "resolve:ssm:/my/image", "instance_refresh": {"strategy": "Rolling", "preferences": {"min_healthy_percentage": 90}}, "scaling_policies": [
             {"id": "rps", "policy_type": "TargetTrackingScaling", "predefined_metric_type": "ALBRequestCountPerTarget", "target_value": 100.5},
             {"id": "own", "policy_type": "TargetTrackingScaling", "metric_name": "Jobs", "namespace": "App", "target_value": 3},
             {"id": "step", "policy_type": "StepScaling", "adjustment_type": "ChangeInCapacity", "step_adjustments": [{"metric_interval_lower_bound": 0, "scaling_adjustment": 2}]},
             {"id": "simple", "policy_type": "SimpleScaling", "scaling_adjustment": -1, "cooldown": 60},
             {"id": "night", "policy_type": "Scheduled", "recurrence": "0 20 * * *", "desired_capacity": 1, "time_zone": "Europe/Berlin"},
             {"id": "forecast", "policy_type": "PredictiveScaling", "target_value": 50}]}"#,
    ),
    (
        "databases of every kind",
        r#"web: asg[a,b,c]; pg: rds[a]{"engine": "postgres", "allocated_storage": 500, "storage_type": "gp3", "iops": 13000, "max_allocated_storage": 1000, "db_name": "app"}
           cl: rds[a,b,c]{"engine": "mysql", "multi_az_cluster": true, "instance_class": "db.m6gd.large", "storage_type": "io1", "iops": 3000, "allocated_storage": 100}
           ms: rds[a,b]{"engine": "sqlserver-ex", "db_name": "no", "password": "hunter2-in-clear"}
           ora: rds[a,b]{"engine": "oracle-se2", "multi_az": true, "backup_retention_period": 0}
           copy: rds[b]{"engine": "postgres"}
           web => pg; web => cl; web => ms; web => ora; pg -replication-> copy"#,
    ),
    (
        "file systems",
        r#"web: asg[a,b]; one: efs[a,b]{"one_zone": true, "backup": true}; el: efs[a,b]{"throughput_mode": "provisioned", "provisioned_throughput_in_mibps": 10, "encrypted": false}; far: efs[a]
           f: lambda[a,b]{"dead_letter_queue": true}
           web => one {"transit_encryption": false}
           web => el
           f => el
           el -replication-> far"#,
    ),
    (
        "functions of every kind",
        r#"users: users; cdn: cloudfront; n: lambda{"runtime": "nodejs22.x", "architectures": "arm64", "reserved_concurrent_executions": 5, "environment": {"variables": {"MODE": "fast", "DB_PASSWORD": "in-clear", "1bad": "x"}}}
           j: lambda{"runtime": "java21", "memory_size": 1024, "dead_letter_queue": true}; p: lambda{"handler": "src/app.main"}; open: lambda
           t: dynamodb; b: s3; db: rds[a,b]; inside: lambda[a,b]; gw: nat_gateway[a]
           users -> cdn -> n
           users -> open -> p
           n => t; t ~> j {"batch_size": 10}
           b ~> p {"events": ["s3:ObjectRemoved:*"], "filter_suffix": ".png"}
           inside => db; inside => t; n -> inside"#,
    ),
    (
        "tables",
        r#"p: dynamodb{"billing_mode": "PROVISIONED", "read_capacity": 3, "write_capacity": 4, "autoscaling": true, "point_in_time_recovery": true, "range_key": "at", "range_key_type": "N"}
           g: dynamodb; e: dynamodb@eu-west-1{"point_in_time_recovery": true}; f: lambda@eu-west-1; x: dynamodb{"hash_key": "a", "range_key": "a"}
           g -replication-> e; e -replication-> g; f => e"#,
    ),
    (
        "buckets",
        r#"users: users; cdn: cloudfront{"cache_hit_ratio": 0.9}; w: s3{"website": {"index_document": "i.html", "error_document": "e.html"}, "acl": "public-read", "block_public_acls": false, "block_public_policy": false, "ignore_public_acls": false, "restrict_public_buckets": false, "versioning": true}
           k: s3{"sse_algorithm": "aws:kms", "storage_class": "ONEZONE_IA", "acl": "public-read"}; x: s3{"storage_class": "EXPRESS_ONEZONE", "versioning": true}; it: s3{"storage_class": "INTELLIGENT_TIERING"}
           far: s3@eu-west-1; f: lambda
           users -> cdn; users -> w; f => x; f => k
           cdn -> w {"origin_access": "none"}
           cdn -> it {"origin_access": "oai", "path_pattern": "/old/*", "compress": false, "allowed_methods": ["GET", "HEAD"]}
           it -replication-> far"#,
    ),
    (
        "distributions: an origin group, an internal balancer, an api",
        r#"users: users; cdn: cloudfront; a: s3; b: s3; lb: alb[a,b](private); web: asg[a,b]; api: api_gateway{"protocol_type": "HTTP"}; f: lambda
           users -> cdn
           cdn -> a {"group": "site", "primary": true}
           cdn -> b {"group": "site"}
           cdn -> lb {"path_pattern": "/app/*", "protocol": "HTTP", "port": 8080, "viewer_protocol_policy": "https-only"}
           cdn -> api {"path_pattern": "/api/*"}
           lb -> web; api -> f"#,
    ),
    (
        "apis of every kind",
        r#"users: users; lb: alb[a,b]; web: asg[a,b]; f: lambda; g: lambda
           rest: api_gateway{"authorization_type": "COGNITO_USER_POOLS", "throttling_rate_limit": 10, "throttling_burst_limit": 20, "stage_name": "v 1"}
           http: api_gateway{"protocol_type": "HTTP", "authorization_type": "JWT", "throttling_rate_limit": 5.5, "stage_name": "$default"}
           ws: api_gateway{"protocol_type": "WEBSOCKET", "authorization_type": "CUSTOM"}
           iam: api_gateway{"authorization_type": "AWS_IAM"}; bare: api_gateway; custom: api_gateway{"authorization_type": "CUSTOM"}
           users -> rest; users -> http; users -> ws; users -> iam; users -> bare; users -> custom; lb -> web
           rest -> f {"routes": ["GET /a/{id}", "GET /a/{id}", "POST /a", "nonsense here", "ANY /b/{proxy+}"]}
           rest -> lb {"routes": ["GET /web/{page}"], "protocol": "HTTP", "port": 80}
           http -> f
           http -> lb {"protocol": "HTTP", "port": 80}
           ws -> f {"routes": ["$connect", "send"]}
           ws -> g {"routes": ["$default"]}
           iam -> f; custom -> g; g -> iam"#,
    ),
    (
        "a default vpc, listed subnets, and a range that is none",
        r#"home: vpc[a,b]@us-east-1{"default": true}; lb: alb[a,b]@home; w: asg[a,b]@home; lb -> w
           small: vpc[a,b]@us-east-1{"cidr_block": "10.9.0.0/22", "subnets": {"public": {"a": "10.9.0.0/28"}}}; q: asg[a,b]@small
           bad: vpc[a]@us-east-1{"cidr_block": "banana"}; r: asg[a]@bad"#,
    ),
    (
        "two regions and what AWS demands",
        r#"east: vpc[a]@us-east-1; west: vpc[a,b]@eu-west-1; l1: alb[a]@east; d1: rds[a]@east; l2: alb[a,b]@west; w1: asg[a]@east; w2: asg[a,b]@west; d2: rds[b]@west
           users: users; users -> l1 -> w1 => d1; users -> l2 -> w2 => d2; d1 -replication-> d2; w2 => d1"#,
    ),
    (
        "names that clash or would break out",
        r#"web: asg[a,b]; Web: asg[a,b]; web_image: asg[a,b]; lb: alb[a,b]{"tags": {"a b": "${var.name}", "%{x}": "\\\n"}}; lb_80: alb[a,b]
           main_public: vpc[a,b]@us-east-1; x: asg[a,b]@main_public
           lb -> web; lb_80 -> Web"#,
    ),
];
