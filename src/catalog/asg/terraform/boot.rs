//! What an instance does at its first boot when the drawing has no `user_data`: it answers on the ports
//! that it is called on, and mounts the file systems that it uses. It downloads nothing, so that it also
//! works in subnets without a way out.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::catalog::exporting::{Party, reachable};
use crate::model::{ConnectionKind, Value};

const SERVER: &str = include_str!("server.py");
const TUNNEL: &str = include_str!("tunnel.py");

/// The first local port of the tunnels to file systems.
const TUNNELS: usize = 20_490;

/// A file system that instances mount.
struct Mount {
    label: String,
    encrypted: bool,
}

/// The script, as a template of Terraform with the map `variables`, and with the name of the `cluster` that
/// it joins where it is host of containers.
pub fn script(me: Party<'_>, hosts: bool) -> String {
    let mut text = String::from(
        "#!/bin/bash\n# Runs once, at the first boot. Replace what it starts by your application.\nset -euo pipefail\n\nmkdir -p /opt/app\n",
    );
    if hosts {
        text.push_str("\n# Joins the cluster; the agent reads this when it starts.\ncat >> /etc/ecs/ecs.config <<'EOF_ECS'\nECS_CLUSTER=${cluster}\nECS_ENABLE_SPOT_INSTANCE_DRAINING=true\nEOF_ECS\n");
    }
    text.push_str("\n# Where to find what this instance uses.\ncat > /opt/app/app.env <<'EOF_ENV'\n");
    text.push_str("%{ for name, value in variables ~}\n${name}=${value}\n%{ endfor ~}\nEOF_ENV\n");
    if claimed(me).is_some() {
        text.push_str(CLAIM);
    }
    mounts(&mut text, &mounted(me));
    server(&mut text, me);
    text
}

/// Takes the fixed address; the template's `address` is its allocation. The image has the command line of AWS.
const CLAIM: &str = r#"
# The fixed address moves to this instance, whoever had it before.
token=$(curl -sf -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 300' http://169.254.169.254/latest/api/token)
about() { curl -sf -H "X-aws-ec2-metadata-token: $token" "http://169.254.169.254/latest/meta-data/$1"; }
aws ec2 associate-address --region "$(about placement/region)" --instance-id "$(about instance-id)" \
  --allocation-id ${address} --allow-reassociation
"#;

/// The Elastic IP that the instance takes at its first boot: the first that is drawn so, where nothing else
/// runs then.
pub fn claimed(me: Party<'_>) -> Option<Party<'_>> {
    let drawn = me.attached("elastic_ip").into_iter().next()?;
    let mut edges = drawn.outgoing().filter(|edge| edge.to.id() == me.id());
    let wanted = drawn.settings().flag("claimed_at_boot") || edges.any(|edge| edge.settings().flag("claimed_at_boot"));
    (wanted && me.settings().text("user_data").is_empty()).then_some(drawn)
}

fn mounted(me: Party<'_>) -> Vec<Mount> {
    me.outgoing()
        .filter(|edge| edge.kind == ConnectionKind::Data && edge.to.kind() == "efs" && reachable(*edge))
        .map(|edge| Mount {
            label: edge.to.label().to_owned(),
            encrypted: edge.settings().get("transit_encryption").and_then(Value::as_bool).unwrap_or(true),
        })
        .collect()
}

fn mounts(text: &mut String, mounts: &[Mount]) {
    if mounts.iter().any(|mount| mount.encrypted) {
        let _ = write!(text, "\ncat > /opt/app/tunnel.py <<'EOF_PY'\n{}EOF_PY\n", escape(TUNNEL));
    }
    for (number, mount) in mounts.iter().enumerate() {
        let label = &mount.label;
        // The name of the variable as `variables` has it.
        let host = format!("${{variables[\"{}_DNS_NAME\"]}}", label.to_ascii_uppercase());
        let _ = writeln!(text, "\n# The file system {label} at /mnt/{label}.\nmkdir -p /mnt/{label}");
        let (source, port) = if mount.encrypted {
            let port = TUNNELS + number;
            unit(text, &format!("tunnel-{label}"), "Encrypted way to a file system", "", "Type=simple\nRestart=always\nRestartSec=2\n", &format!("/usr/bin/python3 /opt/app/tunnel.py {port} {host}"));
            ("127.0.0.1".to_owned(), format!(",port={port}"))
        } else {
            (host, String::new())
        };
        let after = if mount.encrypted { format!("Requires=tunnel-{label}.service\nAfter=tunnel-{label}.service\n") } else { String::new() };
        let options = format!("nfsvers=4.1,rsize=1048576,wsize=1048576,hard,timeo=600,retrans=2,noresvport{port}");
        let start = format!("/usr/bin/mount -t nfs4 -o {options} {source}:/ /mnt/{label}");
        unit(text, &format!("mount-{label}"), "File system", &after, "Type=oneshot\nRemainAfterExit=yes\nRestart=on-failure\nRestartSec=5\n", &start);
    }
}

fn server(text: &mut String, me: Party<'_>) {
    let mut ports: BTreeMap<u16, &str> = BTreeMap::new();
    let mut codes: BTreeMap<String, u16> = BTreeMap::new();
    for edge in me.incoming().filter(|edge| edge.kind == ConnectionKind::Request) {
        if edge.port() > 0 {
            ports.insert(edge.port(), if edge.protocol() == "HTTPS" { "HTTPS" } else { "HTTP" });
        }
        if let Some(check) = edge.settings().block("health_check") {
            let path = check.get("path").and_then(Value::as_str).unwrap_or("/");
            let matcher = match check.get("matcher") {
                Some(Value::String(matcher)) => matcher.clone(),
                Some(other) => other.to_string(),
                None => String::new(),
            };
            let digits: String = matcher.chars().take_while(char::is_ascii_digit).collect();
            codes.insert(path.to_owned(), digits.parse().ok().filter(|code| (200..600).contains(code)).unwrap_or(200));
        }
    }
    if ports.is_empty() {
        return;
    }
    let ports_text: Vec<String> = ports.iter().map(|(port, protocol)| format!("{port}: \"{protocol}\"")).collect();
    let codes_text: Vec<String> =
        codes.iter().map(|(path, code)| format!("{}: {code}", Value::from(path.as_str()))).collect();
    if ports.values().any(|protocol| *protocol == "HTTPS") {
        text.push_str("\n# The balancer does not check the targets' certificates.\n");
        text.push_str("openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=app \\\n  -keyout /opt/app/key.pem -out /opt/app/cert.pem\n");
    }
    let code = SERVER
        .replace("@PORTS@", &format!("{{{}}}", ports_text.join(", ")))
        .replace("@CODES@", &format!("{{{}}}", codes_text.join(", ")));
    let _ = write!(text, "\n# Answers the health checks and every other request.\ncat > /opt/app/server.py <<'EOF_PY'\n{}EOF_PY\n", escape(&code));
    // A key that only root can read needs root.
    let user = if ports.values().any(|protocol| *protocol == "HTTPS") { "" } else { "DynamicUser=yes\nAmbientCapabilities=CAP_NET_BIND_SERVICE\n" };
    unit(text, "app", "Application", "", &format!("Type=simple\n{user}EnvironmentFile=/opt/app/app.env\nRestart=always\nRestartSec=2\n"), "/usr/bin/python3 /opt/app/server.py");
}

fn unit(text: &mut String, name: &str, about: &str, after: &str, how: &str, start: &str) {
    let _ = write!(
        text,
        "\ncat > /etc/systemd/system/{name}.service <<'EOF_UNIT'\n[Unit]\nDescription={about}\nWants=network-online.target\nAfter=network-online.target\n{after}\n[Service]\n{how}ExecStart={start}\n\n[Install]\nWantedBy=multi-user.target\nEOF_UNIT\nsystemctl enable {name}.service\nsystemctl start --no-block {name}.service\n"
    );
}

/// Text that a template of Terraform gives back as it is.
fn escape(text: &str) -> String {
    text.replace("${", "$${").replace("%{", "%%{")
}
