//! The containers of a task, as drawn, made fit for AWS: names, ports, images, sizes.

use crate::catalog::exporting::{Module, Party};
use crate::hcl::{Expr, template, text};
use crate::model::{ConnectionKind, Value, Values};

/// One container.
pub struct Container {
    /// Its name, unique in the task.
    pub name: String,
    /// Its image; `None` = the stand-in that answers on its ports.
    pub image: Option<Expr>,
    /// The ports it listens on, and those of the host: 0 = a free one.
    pub ports: Vec<(u16, u16)>,
    /// CPU units.
    pub cpu: Option<u64>,
    /// MiB.
    pub memory: Option<u64>,
    /// Whether the task ends with it.
    pub essential: bool,
    /// As drawn.
    pub drawn: Values,
}

/// The drawn containers, or one that answers on the ports it is called on.
pub fn of(me: Party<'_>, module: &mut Module) -> Vec<Container> {
    let mut found: Vec<Container> = Vec::new();
    for drawn in me.settings().list("container_definitions").iter().filter_map(Value::as_object) {
        let stem: String = drawn.get("name").and_then(Value::as_str).unwrap_or("app").chars().take(200).collect();
        let stem: String = stem.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' || c == '-' { c } else { '-' }).collect();
        let stem = if stem.is_empty() { "app".to_owned() } else { stem };
        let mut name = stem.clone();
        let mut number = 2;
        while found.iter().any(|other| other.name == name) {
            name = format!("{stem}-{number}");
            number += 1;
        }
        let figure = |field: &str| drawn.get(field).and_then(Value::as_u64);
        let port = |field: &str| figure(field).and_then(|port| u16::try_from(port).ok());
        let ports = port("container_port").filter(|port| *port > 0).map(|own| (own, port("host_port").unwrap_or(0)));
        found.push(Container {
            name,
            image: drawn.get("image").and_then(Value::as_str).filter(|image| !image.trim().is_empty()).map(|image| image_of(me, image)),
            ports: ports.into_iter().collect(),
            cpu: figure("cpu").filter(|cpu| *cpu <= 196_608),
            memory: figure("memory").filter(|memory| (6..=1_048_576).contains(memory)),
            essential: drawn.get("essential").and_then(Value::as_bool).unwrap_or(true),
            drawn: drawn.clone(),
        });
    }
    if found.is_empty() {
        let name = "app".to_owned();
        found.push(Container { name, image: None, ports: Vec::new(), cpu: None, memory: None, essential: true, drawn: Values::new() });
    }
    listen(me, &mut found);
    if let (false, Some(first)) = (found.iter().any(|container| container.essential), found.first_mut()) {
        module.change(format!("a task needs an essential container; {} is one", first.name));
        first.essential = true;
    }
    let registry = registries(me).next();
    for container in &mut found {
        if container.image.is_none() {
            container.image = registry.map(|registry| tagged(registry, "latest"));
        }
    }
    found
}

/// A container must listen on every port that the service is called on: the first takes those that no other has.
fn listen(me: Party<'_>, containers: &mut [Container]) {
    let called = me.incoming().filter(|edge| edge.kind == ConnectionKind::Request);
    let ports: Vec<u16> = called.map(|edge| edge.port()).filter(|port| *port > 0).collect();
    for port in ports {
        let known = containers.iter().any(|container| container.ports.iter().any(|(own, _)| *own == port));
        if let (false, Some(first)) = (known, containers.first_mut()) {
            first.ports.push((port, 0));
        }
    }
}

/// The container behind a port, and its port.
pub fn behind(containers: &[Container], port: u16) -> Option<(String, u16)> {
    let of = |wanted: Option<u16>| {
        containers.iter().find_map(|container| {
            let (own, _) = container.ports.iter().find(|(own, _)| wanted.is_none_or(|wanted| *own == wanted))?;
            Some((container.name.clone(), *own))
        })
    };
    of(Some(port)).or_else(|| of(None))
}

/// The port of the host that leads to a container's port; 0 = a free one.
pub fn host_port(me: Party<'_>, port: u16) -> u16 {
    let containers = of(me, &mut Module::default());
    containers.iter().flat_map(|container| &container.ports).find(|(own, _)| *own == port).map_or(0, |(_, host)| *host)
}

/// The registries that it fetches images from.
pub fn registries(me: Party<'_>) -> impl Iterator<Item = Party<'_>> {
    me.outgoing().map(|edge| edge.to).filter(|to| to.kind() == "ecr" && to.exported())
}

fn tagged(registry: Party<'_>, tag: &str) -> Expr {
    template([registry.attribute("aws_ecr_repository", "repository_url"), text(format!(":{tag}"))])
}

/// An image whose name is that of a connected registry lies in it; any other is taken as it is.
fn image_of(me: Party<'_>, image: &str) -> Expr {
    let (name, tag) = image.rsplit_once(':').filter(|(_, tag)| !tag.contains('/')).unwrap_or((image, "latest"));
    let named = |registry: &Party<'_>| {
        registry.id() == name || registry.settings().text("repository_name") == name || registry.component().name.as_deref() == Some(name)
    };
    registries(me).find(named).map_or_else(|| text(image), |registry| tagged(registry, tag))
}
