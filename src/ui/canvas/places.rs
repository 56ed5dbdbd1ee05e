//! Regions and VPCs: the ground that cards stand on.

use leptos::prelude::*;

use super::drill;
use super::handle::CanvasHandle;
use super::mirror::VpcSignals;
use super::reading::Reading;
use crate::judge::Failure;
use crate::model::{Id, Zone};
use crate::picture::{Rect, RegionBox, VpcBox};
use crate::ui::workspace::{Selection, Workspace};

/// A rectangle's place as style properties.
fn px(length: f64) -> String {
    format!("{}px", (length * 10.0).round() / 10.0)
}

/// The regions' frames.
#[component]
pub fn Regions() -> impl IntoView {
    let (canvas, workspace) = (CanvasHandle::here(), Workspace::here());
    let regions = canvas.mirror.regions;
    let names =
        Memo::new(move |_| regions.with(|list| list.iter().map(|region| region.region.clone()).collect::<Vec<_>>()));
    view! {
        <For each=move || names.get() key=|name| name.clone() let(name)>
            <Region name=name regions=regions workspace=workspace />
        </For>
    }
}

#[component]
fn Region(name: String, regions: RwSignal<Vec<RegionBox>>, workspace: Workspace) -> impl IntoView {
    let own = name.clone();
    let rect = Memo::new(move |_| {
        regions.with(|list| {
            list.iter().find(|region| region.region == own).map_or_else(Rect::default, |region| region.rect)
        })
    });
    let own = name.clone();
    let fails = Memo::new(move |_| drill::region_fails(workspace, &own));
    let label = name.clone();
    let failure = Failure::Region { region: name.clone() };
    view! {
        <div
            class="zw-region"
            class:failed=move || fails.get()
            style:left=move || px(rect.get().x)
            style:top=move || px(rect.get().y)
            style:width=move || px(rect.get().w)
            style:height=move || px(rect.get().h)
        >
            <span class="zw-title">
                {name}
                <FailButton what="region" name=label.clone() fails=fails failure=failure workspace=workspace />
            </span>
        </div>
    }
}

/// The small button that fails a zone or region, or restores it.
#[component]
fn FailButton(
    what: &'static str,
    name: String,
    fails: Memo<bool>,
    failure: Failure,
    workspace: Workspace,
) -> impl IntoView {
    let label = move || format!("{} {what} {name}", if fails.get() { "Restore" } else { "Fail" });
    view! {
        <button
            type="button"
            class="zw-fail"
            aria-label=label.clone()
            title=label
            aria-pressed=move || if fails.get() { "true" } else { "false" }
            on:click=move |_| drill::toggle(workspace, &failure)
        >
            {move || if fails.get() { "failed" } else { "fail" }}
        </button>
    }
}

/// A VPC: frame, lanes, rows and subnets.
#[component]
pub fn Vpc(id: Id) -> impl IntoView {
    let (canvas, workspace, reading) = (CanvasHandle::here(), Workspace::here(), Reading::here());
    let Some(VpcSignals { vpc, offset }) = canvas.mirror.vpc(&id) else { return ().into_any() };
    let selected = reading.selected.of(id.clone());
    let key = id.clone();
    let badge = Memo::new(move |_| reading.badges.with(|badges| badges.get(&key).copied()));
    let read = move |of: fn(&VpcBox) -> f64| {
        let vpc = vpc.clone();
        move || px(vpc.with(of))
    };
    let Some(VpcSignals { vpc, .. }) = canvas.mirror.vpc(&id) else { return ().into_any() };
    let (left, top) = (vpc.clone(), vpc.clone());
    let (dx, dy) = (offset.clone(), offset);
    let zones = {
        let vpc = vpc.clone();
        Memo::new(move |_| vpc.with(|vpc| vpc.lanes.iter().map(|lane| lane.zone).collect::<Vec<Zone>>()))
    };
    let label = {
        let vpc = vpc.clone();
        move || {
            let zones: Vec<String> = zones.get().iter().map(ToString::to_string).collect();
            vpc.with(|vpc| format!("{}, zones {}", vpc.title.replace(" · ", ", "), zones.join(" and ")))
        }
    };
    let title = {
        let vpc = vpc.clone();
        move || vpc.with(|vpc| vpc.title.clone())
    };
    let rows = {
        let vpc = vpc.clone();
        move || {
            vpc.with(|vpc| {
                vpc.rows
                    .iter()
                    .map(|row| {
                        let at = vpc.row_label(row);
                        let name = row.tier.name();
                        view! {
                            <div
                                class="zw-row"
                                class:rail=row.rail
                                style:left=px(row.rect.x - vpc.rect.x)
                                style:top=px(row.rect.y - vpc.rect.y)
                                style:width=px(row.rect.w)
                                style:height=px(row.rect.h)
                            ></div>
                            <span
                                class="zw-row-label"
                                data-tier=name
                                style:left=px(at.x - vpc.rect.x)
                                style:top=px(at.y - vpc.rect.y)
                            >
                                {name}
                            </span>
                        }
                    })
                    .collect_view()
            })
        }
    };
    let cells = {
        let vpc = vpc.clone();
        move || {
            vpc.with(|vpc| {
                vpc.cells
                    .iter()
                    .filter(|cell| !cell.cidr.is_empty())
                    .map(|cell| {
                        view! {
                            <span
                                class="zw-cidr"
                                style:right=px(vpc.rect.right() - cell.cidr_at.right())
                                style:top=px(cell.cidr_at.y - vpc.rect.y)
                            >
                                {cell.cidr.clone()}
                            </span>
                        }
                    })
                    .collect_view()
            })
        }
    };
    let focused = id.clone();
    let lanes_of = vpc;
    view! {
        <div
            class="zw-vpc"
            class:selected=move || selected.get()
            data-component-id=id.to_string()
            role="group"
            aria-label=label
            tabindex="0"
            style:left=move || px(left.with(|vpc| vpc.rect.x) + dx.with(|by| by.x))
            style:top=move || px(top.with(|vpc| vpc.rect.y) + dy.with(|by| by.y))
            style:width=read(|vpc| vpc.rect.w)
            style:height=read(|vpc| vpc.rect.h)
            on:focus=move |_| select_by_focus(canvas, workspace, &focused)
        >
            <For each=move || zones.get() key=|zone| *zone let(zone)>
                <Lane zone=zone vpc=lanes_of.clone() workspace=workspace />
            </For>
            {rows}
            {cells}
            <span class="zw-title">
                {title} {move || badge.get().map(|(count, severity)| view! { <super::card::Badge count=count severity=severity /> })}
            </span>
        </div>
    }
    .into_any()
}

/// Selects what the keyboard has moved the focus to; what a press has focused is up to the press.
pub fn select_by_focus(canvas: CanvasHandle, workspace: Workspace, id: &Id) {
    let by_key = canvas.gesture.with_untracked(|gesture| *gesture == crate::editor::Gesture::Idle);
    let selected = workspace.selection.with_untracked(|selection| selection.components.contains(id));
    if by_key && !selected {
        workspace.selection.set(Selection::one(id.clone()));
    }
}

/// A lane with its head.
#[component]
fn Lane(zone: Zone, vpc: ArcRwSignal<VpcBox>, workspace: Workspace) -> impl IntoView {
    let (name, region) = vpc.with_untracked(|vpc| {
        let name = vpc.lanes.iter().find(|lane| lane.zone == zone).map(|lane| lane.name.clone());
        (name.unwrap_or_default(), vpc.region.clone())
    });
    let place = Memo::new(move |_| {
        vpc.with(|vpc| {
            let lane = vpc.lanes.iter().find(|lane| lane.zone == zone);
            lane.map_or((Rect::default(), false), |lane| (lane.rect.moved(-vpc.rect.x, -vpc.rect.y), lane.rail))
        })
    });
    let failure = Failure::Zone { region: region.clone(), zone };
    let fails = Memo::new(move |_| drill::zone_fails(workspace, &region, zone));
    let said = name.clone();
    let label = move || format!("{} zone {said}", if fails.get() { "Restore" } else { "Fail" });
    view! {
        <div
            class="zw-lane"
            class:rail=move || place.get().1
            class:failed=move || fails.get()
            style:left=move || px(place.get().0.x)
            style:top=move || px(place.get().0.y)
            style:width=move || px(place.get().0.w)
            style:height=move || px(place.get().0.h)
        >
            <button
                type="button"
                class="zw-lane-head"
                aria-label=label.clone()
                title=label
                aria-pressed=move || if fails.get() { "true" } else { "false" }
                on:click=move |_| drill::toggle(workspace, &failure)
            >
                {move || {
                    if place.get().1 {
                        view! { <b>{zone.to_string()}</b> }.into_any()
                    } else {
                        view! {
                            <b>{name.clone()}</b>
                            <span class="zw-lane-word">{move || if fails.get() { "failed" } else { "zone" }}</span>
                        }
                            .into_any()
                    }
                }}
            </button>
        </div>
    }
}
