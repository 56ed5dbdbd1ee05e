//! Where a component lives: container, tier, zones. The same data as its place on the canvas.

use leptos::prelude::*;

use super::setting_field::pairs;
use crate::catalog::{Scope, Service};
use crate::model::{Command, Component, Design, Id, Place, Tier, Zone};
use crate::order::Arrange as _;
use crate::ui::parts::{ChoiceField, Field, TextField};
use crate::ui::platform::maker;
use crate::ui::workspace::Workspace;

/// The number of lanes on offer: no AWS region has more zones.
const LANES: usize = 6;

/// The placement fields that the service has.
#[component]
pub fn Placement(id: Id, service: &'static Service) -> impl IntoView {
    let id = StoredValue::new(id);
    view! {
        <Container id=id service=service />
        <Tiers id=id />
        <Zones id=id service=service />
    }
}

fn read<T>(design: &Design, id: StoredValue<Id>, read: impl FnOnce(&Component) -> T) -> Option<T> {
    id.with_value(|id| design.component(id).map(read))
}

#[component]
fn Container(id: StoredValue<Id>, service: &'static Service) -> impl IntoView {
    let workspace = Workspace::here();
    let place = workspace.watch(move |design| read(design, id, |component| component.place.clone()));
    let move_to = move |place: Place| {
        let Some((tier, zones)) = workspace.with(|design| read(design, id, |c| (c.tier, c.zones.clone()))) else {
            return Ok(());
        };
        let tier = place.vpc().map(|_| tier.unwrap_or(service.tier));
        let zones = if place.vpc().is_some() { zones } else { Vec::new() };
        workspace.attempt(&Command::Place { id: id.get_value(), place, tier, zones, at: None })
    };
    if service.scope == Scope::Global {
        return view! {
            <div class="field">
                <span class="label">"Place"</span>
                <span class="muted">"global, outside every region"</span>
            </div>
        }
        .into_any();
    }
    let region = Signal::derive(move || match place.get() {
        Some(Place::Region(region)) => region,
        _ => String::new(),
    });
    let in_region = Signal::derive(move || matches!(place.get(), Some(Place::Region(_))));
    let write_region = Callback::new(move |typed: String| match typed.trim() {
        "" => move_to(Place::Region(workspace.with(|design| design.header.region.clone()))),
        region => move_to(Place::Region(region.to_owned())),
    });
    let value = Signal::derive(move || match place.get() {
        Some(Place::Vpc(vpc)) => format!("vpc:{vpc}"),
        Some(Place::Region(_)) => "region".to_owned(),
        Some(Place::Global) | None => "global".to_owned(),
    });
    let vpcs = workspace.watch(|design| {
        let vpcs = design.components.values().filter(|component| component.kind == "vpc");
        vpcs.map(|vpc| (format!("vpc:{}", vpc.id), format!("VPC {}", vpc.label()))).collect::<Vec<_>>()
    });
    let choices = Signal::derive(move || {
        let mut choices = if service.scope.needs_vpc() {
            Vec::new()
        } else {
            vec![("region".to_owned(), "in a region, outside VPCs".to_owned())]
        };
        choices.extend(vpcs.get());
        if value.get() == "region" && service.scope.needs_vpc() {
            choices.push(("region".to_owned(), "in no VPC yet".to_owned()));
        }
        choices
    });
    let write = Callback::new(move |chosen: String| match chosen.strip_prefix("vpc:") {
        Some(vpc) => move_to(Place::Vpc(Id::new(vpc))),
        None => move_to(Place::Region(workspace.with(|design| design.header.region.clone()))),
    });
    view! {
        {service
            .scope
            .fits_vpc()
            .then(|| {
                view! { <ChoiceField label="Place" id="place" name="in" value=value choices=choices write=write /> }
            })}
        <Show when=move || in_region.get()>
            <TextField
                label="Region" id="component-region" name="region" value=region write=write_region
                suggestions=regions()
            />
        </Show>
    }
    .into_any()
}

/// The regions that prices are known for.
pub fn regions() -> Vec<String> {
    maker::regions()
}

#[component]
fn Tiers(id: StoredValue<Id>) -> impl IntoView {
    let workspace = Workspace::here();
    let tier = workspace.watch(move |design| read(design, id, |component| component.tier).flatten());
    let in_vpc = workspace.watch(move |design| read(design, id, |c| c.place.vpc().is_some()).unwrap_or(false));
    let value = Signal::derive(move || tier.get().map_or_else(String::new, |tier| tier.name().to_owned()));
    let write = Callback::new(move |chosen: String| {
        let Some(component) = workspace.with(|design| read(design, id, Clone::clone)) else { return Ok(()) };
        let Component { id, place, zones, at, .. } = component;
        workspace.attempt(&Command::Place { id, place, tier: Tier::from_name(&chosen), zones, at })
    });
    let choices = pairs(&[
        ("public", "public: reachable from the internet"),
        ("private", "private: out through NAT only"),
        ("isolated", "isolated: no way out"),
    ]);
    view! {
        <Show when=move || in_vpc.get()>
            <ChoiceField label="Tier" id="tier" name="tier" value=value choices=choices write=write />
        </Show>
    }
}

#[component]
fn Zones(id: StoredValue<Id>, service: &'static Service) -> impl IntoView {
    let workspace = Workspace::here();
    let zones =
        workspace.watch(move |design| read(design, id, |component| component.zones.clone()).unwrap_or_default());
    let lanes = workspace.watch(move |design| {
        if service.scope == Scope::Container {
            return (0..LANES).filter_map(Zone::nth).collect::<Vec<_>>();
        }
        let vpc = read(design, id, |component| component.place.vpc().cloned()).flatten();
        vpc.and_then(|vpc| design.component(&vpc).map(|vpc| vpc.zones.clone())).unwrap_or_default()
    });
    let wrong = RwSignal::new(None::<String>);
    let set = move |zones: Vec<Zone>| {
        wrong.set(workspace.attempt(&Command::SetZones { id: id.get_value(), zones }).err());
    };
    let toggle = move |zone: Zone| {
        let mut now = zones.get_untracked();
        if service.scope == Scope::Zonal {
            now = vec![zone];
        } else if now.contains(&zone) {
            now.retain(|other| *other != zone);
        } else {
            now.push(zone);
        }
        set(now);
    };
    let first = Signal::derive(move || zones.with(|zones| zones.first().map(ToString::to_string)).unwrap_or_default());
    let choices = Signal::derive(move || {
        zones.with(|zones| zones.iter().map(|zone| (zone.to_string(), format!("zone {zone}"))).collect::<Vec<_>>())
    });
    let write_first = Callback::new(move |chosen: String| {
        let mut now = zones.get_untracked();
        now.arrange_by_key(|zone| zone.to_string() != chosen);
        workspace.attempt(&Command::SetZones { id: id.get_value(), zones: now })
    });
    let ordered = move || service.scope == Scope::Spanning && service.is_data_store() && zones.with(Vec::len) > 1;
    view! {
        <Show when=move || !lanes.with(Vec::is_empty)>
            <Field label="Zones" id="zones".to_owned() wrong=wrong help="The zones that it may use, one lane each.">
                <div class="zones" id="zones" role="group" aria-label="Zones">
                    <For each=move || lanes.get() key=|zone| *zone let(zone)>
                        <button
                            type="button"
                            aria-label=format!("Zone {zone}")
                            aria-pressed=move || zones.with(|zones| zones.contains(&zone)).to_string()
                            on:click=move |_| toggle(zone)
                        >
                            {zone.to_string()}
                        </button>
                    </For>
                </div>
            </Field>
            <Show when=ordered>
                <ChoiceField
                    label="First zone" id="first-zone" value=first choices=choices write=write_first
                    help="The primary starts there."
                />
            </Show>
        </Show>
    }
}
