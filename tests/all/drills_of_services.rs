//! Drills of whole services, and the capacity that every drill leaves.

use std::fmt::Write;

use zonewise::judge::{Failure, verdicts};
use zonewise::system::System;

use crate::drills::{agree, drawn, failure, seconds};

/// The drills of whole services, and what the drills leave of servers and nodes, as lines.
fn services(drawing: &str) -> String {
    let design = drawn(&format!("users: users\n{drawing}"));
    let verdicts = verdicts(&System::of(&design));
    let mut text = String::new();
    for drill in &verdicts.drills {
        if let Failure::Service { kind, region } = &drill.failure {
            let times = format!("after {}, losing {}", seconds(drill.rto), seconds(drill.rpo));
            writeln!(text, "{}: {kind} in {region} {} {times}", drill.path, drill.outcome.name()).unwrap();
        } else if !drill.capacity.is_empty() && !matches!(drill.failure, Failure::Region { .. }) {
            let left: Vec<String> = drill
                .capacity
                .iter()
                .map(|part| format!("{} {} of {} for {}", part.component, part.left, part.of, part.need))
                .collect();
            writeln!(text, "{}: {} leaves {}", drill.path, failure(&drill.failure), left.join(", ")).unwrap();
        }
    }
    let service = verdicts.paths.iter().map(|path| path.service).max().unwrap();
    writeln!(text, "worst: {}", service.name()).unwrap();
    text
}

#[test]
fn whole_services_are_lost_and_what_is_left_is_counted() {
    agree(
        &services(
            r#"lb: alb[a,b]; web: asg[a,b]{"min_size": 3, "need": 2}; db: rds[a,b]{"multi_az": true}
               spare: dynamodb; users -> lb -> web => db; web => spare {"dependency": "soft"}"#,
        ),
        "lb: db.0 leaves db 1 of 2 for 1
        lb: db.1 leaves db 1 of 2 for 1
        lb: web.0 leaves web 2 of 3 for 2
        lb: web.1 leaves web 2 of 3 for 2
        lb: web.2 leaves web 2 of 3 for 2
        lb: zone a leaves db 1 of 2 for 1, web 1 of 3 for 2
        lb: zone b leaves db 1 of 2 for 1, web 2 of 3 for 2
        lb: alb in us-east-1 fails after never, losing 0 s
        lb: asg in us-east-1 fails after never, losing 0 s
        lb: dynamodb in us-east-1 continues after 0 s, losing 0 s
        lb: rds in us-east-1 fails after never, losing 0 s
        worst: fails",
    );
    // Global services are lost everywhere at once; a second origin stands in for a function, not for the CDN.
    agree(
        &services(
            r#"cdn: cloudfront; fn: lambda; page: s3; users -> cdn
               cdn -> fn {"group": "o"}
               cdn -> page {"group": "o"}"#,
        ),
        "cdn: cloudfront in global fails after never, losing 0 s
        cdn: lambda in us-east-1 continues after 0 s, losing 0 s
        cdn: s3 in us-east-1 continues after 0 s, losing 0 s
        worst: fails",
    );
    // Servers that are alive and cut off count as lost while the path goes on: a host takes its tasks along.
    agree(
        &services(
            r#"lb: alb[a,b]; tasks: asg[a,b]{"min_size": 4}; hosts: asg[a,b]{"min_size": 2}
               users -> lb -> tasks -host-> hosts"#,
        ),
        "lb: hosts.0 leaves hosts 1 of 2 for 1, tasks 2 of 4 for 1
        lb: hosts.1 leaves hosts 1 of 2 for 1, tasks 2 of 4 for 1
        lb: tasks.0 leaves tasks 3 of 4 for 1
        lb: tasks.1 leaves tasks 3 of 4 for 1
        lb: tasks.2 leaves tasks 3 of 4 for 1
        lb: tasks.3 leaves tasks 3 of 4 for 1
        lb: zone a leaves hosts 1 of 2 for 1, tasks 2 of 4 for 1
        lb: zone b leaves hosts 1 of 2 for 1, tasks 2 of 4 for 1
        lb: alb in us-east-1 fails after never, losing 0 s
        lb: asg in us-east-1 fails after never, losing 0 s
        worst: fails",
    );
    agree(
        &services(
            r#"lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; files: efs[a,b]{"one_zone": true}
               users -> lb -> web; web => files {"dependency": "soft"}"#,
        ),
        "lb: web.0 leaves web 1 of 2 for 1
        lb: web.1 leaves web 1 of 2 for 1
        lb: zone a leaves web 1 of 2 for 1
        lb: zone b leaves web 1 of 2 for 1
        lb: alb in us-east-1 fails after never, losing 0 s
        lb: asg in us-east-1 fails after never, losing 0 s
        lb: efs in us-east-1 continues after 0 s, losing 0 s
        worst: fails",
    );
}
