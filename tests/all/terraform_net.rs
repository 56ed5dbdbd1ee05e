//! The Terraform of names, load balancers, endpoints, certificates, filters, pools and addresses holds what is drawn.

use zonewise::codec::sketch;
use zonewise::terraform::Export;

use crate::terraform::{check_whole, exported};

/// Designs that use these services, one per corner; the real checker plans them too.
pub const SKETCHES: &[(&str, &str)] = &[
    (
        "a network load balancer with every protocol, fixed addresses and a balancer behind it",
        r#"users: users; lb: nlb[a,b]{"enable_cross_zone_load_balancing": true}; web: asg[a,b]{"min_size": 2}; dns: asg[a,b]{"min_size": 2}; inner: alb[a,b](private); app: asg[a,b]
           one: elastic_ip; two: elastic_ip; cert: acm{"domain_name": "lb.example.com"}
           users -> lb {"protocol": "TLS", "port": 443}
           users -> lb {"id": "plain", "protocol": "TCP", "port": 80}
           users -> lb {"id": "both", "protocol": "TCP_UDP", "port": 53}
           users -> lb {"id": "udp", "protocol": "UDP", "port": 500}
           lb -> web {"port": 8080, "listener_port": 443, "protocol": "TLS", "health_check": {"path": "/ok", "interval": 10}, "deregistration_delay": 30}
           lb -> inner {"group": "http", "port": 80, "listener_port": 80}
           lb -> dns {"group": "dns", "port": 53, "stickiness": true}
           inner -> app; one -management-> lb; two -management-> lb; cert -management-> lb"#,
    ),
    (
        "an internal network load balancer behind both kinds of apis",
        r#"users: users; rest: api_gateway{"vpc_link": true}; http: api_gateway{"protocol_type": "HTTP", "vpc_link": true}; lb: nlb[a,b](private); l2: alb[a,b](private); web: asg[a,b]; w2: asg[a,b]
           users -> rest -> lb -> web; users -> http -> l2 -> w2; rest -> l2 {"routes": ["GET /no"]}
           http -> lb {"routes": ["GET /tcp"]}"#,
    ),
    (
        "failover between regions with checks, certificates and a filter",
        r#"east: vpc[a,b]@us-east-1; west: vpc[a,b]@eu-west-1; users: users; dns: route53{"name": "example.com", "record_name": "www", "routing_policy": "failover", "health_check": true, "request_interval": 10}
           l1: alb[a,b]@east; w1: asg[a,b]@east; l2: alb[a,b]@west; w2: asg[a,b]@west; c1: acm; c2: acm@eu-west-1{"subject_alternative_names": ["*.example.com", "no name"]}; f: waf{"rate_limit": 500}
           users -> dns {"protocol": "HTTPS", "port": 443}
           dns -> l1 {"primary": true}
           dns -> l2; l1 -> w1; l2 -> w2; c1 -management-> l1; l2 -management-> c2; f -management-> l1; f -management-> l2"#,
    ),
    (
        "names by weight, latency, several values and without a policy",
        r#"users: users; a: alb[a,b]; w: asg[a,b]; b: nlb[a,b]; weighted: route53{"routing_policy": "weighted", "health_check": true}; latency: route53{"routing_policy": "latency"}
           many: route53{"routing_policy": "multivalue", "health_check": true, "name": "bad name"}; plain: route53{"name": "example.org"}; eip: elastic_ip; one: asg[a](public){"max_size": 1}
           users -> weighted; users -> latency; users -> many; users -> plain; a -> w; b -> w
           weighted -> a {"weight": 3}
           weighted -> b {"share": 0.25}
           latency -> a; latency -> b; many -> a; many -> b; plain -> a; plain -> b; many -> one; eip -management-> one {"claimed_at_boot": true}"#,
    ),
    (
        "a distribution with a name, a certificate and a filter, in another region than its own",
        r#"users: users; dns: route53{"name": "example.com"}; cdn: cloudfront; site: s3; ext: external; f: waf@eu-west-1; cert: acm@eu-west-1; bare: route53; cold: cloudfront; s2: s3; home: lambda@eu-west-1
           users -> dns -> cdn -> site; cdn -> ext {"path_pattern": "/ext/*"}
           users -> bare -> cold -> s2; f -management-> cdn; cert -management-> cdn"#,
    ),
    (
        "endpoints of both kinds",
        r#"web: asg[a,b](private){"min_size": 2}; iso: asg[a,b](isolated); gw: vpc_endpoint[a,b]{"vpc_endpoint_type": "Gateway"}; q: vpc_endpoint[a,b]; s: vpc_endpoint[a]{"service_name": "com.amazonaws.us-east-1.ssm"}
           t: dynamodb; b: s3; sqs: sqs; bad: vpc_endpoint[a]{"vpc_endpoint_type": "Gateway", "service_name": "com.amazonaws.us-east-1.sqs"}; none: vpc_endpoint[a]; lb: alb[a,b]; lb -> web
           web => t; web => b; web -> q -> sqs; iso -> gs => b; gs: vpc_endpoint[a,b]{"vpc_endpoint_type": "Gateway"}"#,
    ),
    (
        "sign-in before both kinds of apis, with functions and a filter",
        r#"users: users; pool: cognito{"mfa_configuration": "OPTIONAL", "deletion_protection": "ACTIVE"}; rest: api_gateway{"authorization_type": "COGNITO_USER_POOLS"}; http: api_gateway{"protocol_type": "HTTP", "authorization_type": "JWT"}; open: api_gateway; f: lambda; g: lambda; w: waf{"managed_rule_groups": ["AWSManagedRulesSQLiRuleSet", "no group"], "default_action": "block", "rate_limit": 0}
           users -> rest -> f; users -> http -> f; users -> open -> f; rest -management-> pool; pool -management-> http; pool -management-> open; w -management-> pool; w -management-> http; w -management-> rest
           pool -> f {"trigger": "pre_sign_up"}
           pool -> g; f -> pool"#,
    ),
    (
        "own names for apis",
        r#"users: users; dns: route53{"name": "example.com", "record_name": "api"}; rest: api_gateway; d2: route53; http: api_gateway{"protocol_type": "HTTP"}; f: lambda; cert: acm
           users -> dns -> rest -> f; users -> d2 -> http -> f; cert -management-> rest"#,
    ),
    (
        "addresses held by gateways, groups of one, and nobody",
        r#"nat: nat_gateway[a]; e1: elastic_ip; e2: elastic_ip{"claimed_at_boot": true}; e3: elastic_ip; one: asg[a](public){"max_size": 1}; two: asg[a](public){"user_data": "sleep 1"}; e4: elastic_ip{"claimed_at_boot": true}
           box: other{"label": "Amazon Bedrock", "price": 12.5}; users: users
           users -> one; e1 -management-> nat; e2 -management-> one; e4 -management-> two; one -> box"#,
    ),
];

fn export_of(text: &str) -> Export {
    let export = exported(&sketch(text).unwrap().design);
    check_whole(&export);
    export
}

/// The text of a block: from its head to the line that ends it.
fn block(export: &Export, head: &str) -> String {
    let all: String =
        export.files.iter().filter(|file| file.path.ends_with(".tf")).map(|file| file.text.as_str()).collect();
    let start = all.find(&format!("{head} {{")).unwrap_or_else(|| panic!("no {head} in\n{all}"));
    let end = all[start..].find("\n}\n").unwrap();
    all[start..start + end].to_owned()
}

/// Checks that a block's lines, spaces apart, hold all of the expected ones.
#[track_caller]
fn holds(export: &Export, head: &str, expected: &[&str]) {
    let text = block(export, head);
    let squeeze = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let lines: Vec<String> = text.lines().map(squeeze).collect();
    for line in expected {
        assert!(lines.iter().any(|other| other == line), "{head}: no {line} in\n{text}");
    }
}

#[track_caller]
fn says(export: &Export, expected: &[&str]) {
    let told: Vec<String> =
        export.not_exported.iter().map(|item| format!("{}: {}", item.component, item.why)).collect();
    for what in expected {
        assert!(told.iter().any(|why| why.contains(what)), "{what}\n{told:#?}");
    }
}

fn case(name: &str) -> Export {
    let (_, text) = SKETCHES.iter().find(|(title, _)| title.starts_with(name)).unwrap();
    export_of(text)
}

#[test]
fn the_cases_export_whole() {
    for (name, text) in SKETCHES {
        println!("{name}");
        export_of(text);
    }
}

#[test]
fn a_network_load_balancer_listens_and_forwards_as_drawn() {
    let export = case("a network load balancer");
    holds(
        &export,
        r#"resource "aws_lb" "lb""#,
        &[
            r#"load_balancer_type = "network""#,
            "enable_cross_zone_load_balancing = true",
            "allocation_id = aws_eip.one.id",
            "allocation_id = aws_eip.two.id",
        ],
    );
    holds(
        &export,
        r#"resource "aws_lb_listener" "lb_443""#,
        &[
            r#"protocol = "TLS""#,
            "certificate_arn = aws_acm_certificate_validation.cert.certificate_arn",
            "target_group_arn = aws_lb_target_group.lb_web_tls.arn",
        ],
    );
    holds(
        &export,
        r#"resource "aws_lb_listener" "lb_53""#,
        &[r#"protocol = "TCP_UDP""#, "target_group_arn = aws_lb_target_group.lb_dns_tcp_udp.arn"],
    );
    holds(
        &export,
        r#"resource "aws_lb_listener" "lb_500""#,
        &[r#"protocol = "UDP""#, "target_group_arn = aws_lb_target_group.lb_dns_udp.arn"],
    );
    holds(&export, r#"resource "aws_lb_target_group" "lb_http""#, &[r#"target_type = "alb""#, r#"protocol = "TCP""#]);
    holds(
        &export,
        r#"resource "aws_lb_target_group" "lb_web_tls""#,
        &["port = 8080", "deregistration_delay = 30", r#"path = "/ok""#, r#"protocol = "HTTPS""#],
    );
    holds(
        &export,
        r#"resource "aws_lb_target_group_attachment" "lb_http_inner""#,
        &["target_id = aws_lb.inner.arn", "depends_on = [aws_lb_listener.inner_80]"],
    );
    // What passes on datagrams lets them in and out, and checks health over TCP.
    for (group, transport) in
        [("lb_from_internet_53", "tcp"), ("lb_from_internet_53_udp", "udp"), ("dns_from_lb_53_udp", "udp")]
    {
        holds(
            &export,
            &format!(r#"resource "aws_vpc_security_group_ingress_rule" "{group}""#),
            &[&format!(r#"ip_protocol = "{transport}""#), "from_port = 53"],
        );
    }
    says(&export, &[]);
}

#[test]
fn an_api_reaches_private_balancers_over_a_link() {
    let export = case("an internal network load balancer");
    holds(&export, r#"resource "aws_api_gateway_vpc_link" "rest_lb""#, &["target_arns = [aws_lb.lb.arn]"]);
    holds(
        &export,
        r#"resource "aws_apigatewayv2_vpc_link" "http_main_private""#,
        &["security_group_ids = [aws_security_group.http_main_private_link.id]"],
    );
    holds(
        &export,
        r#"resource "aws_lb" "lb""#,
        &["internal = true", r#"enforce_security_group_inbound_rules_on_private_link_traffic = "off""#],
    );
    let all: String = export.files.iter().map(|file| file.text.as_str()).collect();
    assert_eq!(all.matches(r#"= "VPC_LINK""#).count(), 5, "{all}");
    assert!(all.contains("= aws_lb_listener.l2_80.arn") && all.contains("= aws_lb_listener.lb_80.arn"), "{all}");
    says(&export, &["rest: rest -> l2: its VPC link leads to a Network Load Balancer only"]);
}

#[test]
fn names_lead_to_their_targets_by_policy() {
    let export = case("failover between regions");
    holds(
        &export,
        r#"resource "aws_route53_record" "dns_l1""#,
        &[
            r#"name = "www.example.com""#,
            r#"type = "PRIMARY""#,
            "health_check_id = aws_route53_health_check.dns_l1.id",
            "evaluate_target_health = true",
        ],
    );
    holds(&export, r#"resource "aws_route53_record" "dns_l2""#, &[r#"type = "SECONDARY""#]);
    holds(
        &export,
        r#"resource "aws_route53_health_check" "dns_l2""#,
        &[r#"type = "HTTPS""#, "port = 443", "request_interval = 10", "fqdn = aws_lb.l2.dns_name"],
    );
    holds(
        &export,
        r#"resource "aws_lb_listener" "l2_443""#,
        &["certificate_arn = aws_acm_certificate_validation.c2.certificate_arn"],
    );
    holds(
        &export,
        r#"resource "aws_acm_certificate" "c2""#,
        &[
            r#"domain_name = "www.example.com""#,
            "provider = aws.eu_west_1",
            r#"subject_alternative_names = ["*.example.com"]"#,
        ],
    );
    holds(&export, r#"resource "aws_route53_record" "c2_validation_2""#, &["zone_id = aws_route53_zone.dns.zone_id"]);
    holds(
        &export,
        r#"resource "aws_wafv2_web_acl_association" "f_eu_west_1_l2""#,
        &["resource_arn = aws_lb.l2.arn", "provider = aws.eu_west_1"],
    );
    says(&export, &["c2: one of its subject_alternative_names is no name of a domain"]);

    let export = case("names by weight");
    holds(&export, r#"resource "aws_route53_record" "weighted_a""#, &["weight = 3", "name = var.weighted_domain_name"]);
    holds(&export, r#"resource "aws_route53_record" "weighted_b""#, &["weight = 25"]);
    holds(&export, r#"resource "aws_route53_record" "latency_a""#, &["region = var.region"]);
    holds(
        &export,
        r#"resource "aws_route53_record" "many_one""#,
        &["records = [aws_eip.eip.public_ip]", "ttl = 60", "weight = 100"],
    );
    holds(&export, r#"resource "aws_route53_record" "plain_a""#, &[r#"name = "example.org""#]);
    says(
        &export,
        &[
            "latency: latency -> b: by latency a region has one target",
            "plain: plain -> b: a simple record names one target",
            "many: answers with several values name addresses, not aliases",
            "many: its name is no domain",
        ],
    );
}

#[test]
fn a_distribution_shows_its_certificate_and_is_filtered() {
    let export = case("a distribution");
    holds(
        &export,
        r#"resource "aws_cloudfront_distribution" "cdn""#,
        &[
            r#"aliases = ["example.com"]"#,
            "web_acl_id = aws_wafv2_web_acl.f_edge.arn",
            "acm_certificate_arn = aws_acm_certificate_validation.cert_edge.certificate_arn",
            "domain_name = var.ext_domain_name",
        ],
    );
    holds(&export, r#"resource "aws_acm_certificate" "cert_edge""#, &[r#"region = "us-east-1""#]);
    holds(&export, r#"resource "aws_wafv2_web_acl" "f_edge""#, &[r#"region = "us-east-1""#, r#"scope = "CLOUDFRONT""#]);
    holds(&export, r#"resource "aws_cloudfront_distribution" "cold""#, &["cloudfront_default_certificate = true"]);
    says(&export, &["cold: bare -> cold: without a certificate (a drawn acm) it does not answer to that name"]);
}

#[test]
fn endpoints_are_routes_or_network_cards() {
    let export = case("endpoints");
    for service in ["s3", "dynamodb"] {
        holds(
            &export,
            &format!(r#"resource "aws_vpc_endpoint" "gw_{service}""#),
            &[
                r#"vpc_endpoint_type = "Gateway""#,
                &format!(r#"service_name = "com.amazonaws.${{var.region}}.{service}""#),
            ],
        );
    }
    let tables = block(&export, r#"resource "aws_vpc_endpoint" "gw_s3""#);
    for table in ["public", "private_a", "private_b", "isolated"] {
        assert!(tables.contains(&format!("aws_route_table.main_{table}.id")), "{table}\n{tables}");
    }
    holds(
        &export,
        r#"resource "aws_vpc_endpoint" "q""#,
        &["private_dns_enabled = true", "security_group_ids = [aws_security_group.q.id]"],
    );
    holds(
        &export,
        r#"resource "aws_vpc_security_group_ingress_rule" "q_from_vpc""#,
        &["cidr_ipv4 = aws_vpc.main.cidr_block", "from_port = 443"],
    );
    // A client that is drawn through an endpoint has the rights that the service behind demands.
    let policy = block(&export, r#"resource "aws_iam_role_policy" "iso""#);
    assert!(policy.contains("s3:") && policy.contains("aws_s3_bucket.b.arn"), "{policy}");
    says(&export, &["bad: only S3 and DynamoDB have gateway endpoints", "none: it names no service"]);
}

#[test]
fn tokens_of_the_drawn_pool_are_demanded() {
    let export = case("sign-in");
    holds(
        &export,
        r#"resource "aws_api_gateway_authorizer" "rest""#,
        &["provider_arns = [aws_cognito_user_pool.pool.arn]"],
    );
    holds(
        &export,
        r#"resource "aws_apigatewayv2_authorizer" "http""#,
        &[
            r#"issuer = "https://${aws_cognito_user_pool.pool.endpoint}""#,
            "audience = [aws_cognito_user_pool_client.pool.id]",
        ],
    );
    holds(
        &export,
        r#"resource "aws_cognito_user_pool" "pool""#,
        &[
            "pre_sign_up = aws_lambda_function.f.arn",
            "post_confirmation = aws_lambda_function.g.arn",
            r#"mfa_configuration = "OPTIONAL""#,
        ],
    );
    holds(&export, r#"resource "aws_lambda_permission" "g_pool""#, &[r#"principal = "cognito-idp.amazonaws.com""#]);
    holds(
        &export,
        r#"resource "aws_wafv2_web_acl_association" "w_rest""#,
        &["resource_arn = aws_api_gateway_stage.rest.arn"],
    );
    says(
        &export,
        &[
            "open: pool before open: its authorization_type asks for no tokens",
            "w: before http: only REST APIs can have a WAF",
            "w: one of its managed_rule_groups",
        ],
    );
    let export = case("own names");
    holds(
        &export,
        r#"resource "aws_api_gateway_domain_name" "rest""#,
        &[
            r#"domain_name = "api.example.com""#,
            "regional_certificate_arn = aws_acm_certificate_validation.cert.certificate_arn",
        ],
    );
    holds(
        &export,
        r#"resource "aws_route53_record" "d2_http""#,
        &["name = aws_apigatewayv2_domain_name.http.domain_name_configuration[0].target_domain_name"],
    );
}

#[test]
fn addresses_have_one_holder() {
    let export = case("addresses");
    holds(&export, r#"resource "aws_nat_gateway" "nat""#, &["allocation_id = aws_eip.e1.id"]);
    let script = export.files.iter().find(|file| file.path.ends_with("one.sh.tftpl")).unwrap();
    assert!(script.text.contains("aws ec2 associate-address") && script.text.contains("${address}"), "{}", script.text);
    assert!(block(&export, r#"resource "aws_iam_role_policy" "one_own""#).contains("aws_eip.e2.arn"));
    says(
        &export,
        &[
            "two: e4 at two: only with claimed_at_boot, and without a user_data of its own",
            "box: Amazon Bedrock, which Zonewise does not know",
            "box: one -> box: box is not exported",
        ],
    );
}

/// Hostile text in place of every text that components and connections hold.
#[test]
fn hostile_texts_stay_texts() {
    use zonewise::model::Value;
    const EVIL: [&str; 3] = [
        "zwhostile\"\n}\ninjected \"zwhostile\" {}\n${file(\"zwhostile\")}%{ if zwhostile }\u{202e}\u{0}\\",
        "${zwhostile}.example.com",
        "/zwhostile${file(\"zwhostile\")}",
    ];
    fn poison(value: &mut Value, evil: &str) {
        match value {
            Value::String(text) => *text = evil.to_owned(),
            Value::Array(items) => items.iter_mut().for_each(|item| poison(item, evil)),
            Value::Object(fields) => fields.values_mut().for_each(|field| poison(field, evil)),
            _ => {}
        }
    }
    for (name, text) in SKETCHES {
        for evil in EVIL {
            let mut design = sketch(text).unwrap().design;
            for component in design.components.values_mut() {
                component.name = Some(evil.to_owned());
                component.settings.values_mut().for_each(|value| poison(value, evil));
            }
            for connection in design.connections.values_mut() {
                connection.settings.values_mut().for_each(|value| poison(value, evil));
            }
            let export = exported(&design);
            assert_eq!(crate::support::exported::injections(&export), Vec::<String>::new(), "{name}: {evil}");
            check_whole(&export);
        }
    }
}
