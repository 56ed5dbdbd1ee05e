//! A component's card.

use leptos::html::Input;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::drill::Fare;
use super::handle::CanvasHandle;
use super::mirror::CardSignals;
use super::places::select_by_focus;
use super::reading::Reading;
use crate::catalog;
use crate::editor::Gesture;
use crate::judge::Severity;
use crate::model::{Command, Id, Zone};
use crate::picture::{Card, Chip, ChipState, NARROW, Part};
use crate::ui::parts::icon::ServiceIcon;
use crate::ui::workspace::Workspace;

/// A card.
#[component]
pub fn CardView(id: Id) -> impl IntoView {
    let (canvas, workspace, reading) = (CanvasHandle::here(), Workspace::here(), Reading::here());
    let Some(CardSignals { card, offset }) = canvas.mirror.card(&id) else { return ().into_any() };
    let service = catalog::find(card.with_untracked(|card| card.kind));
    let selected = reading.selected.of(id.clone());
    let own = id.clone();
    let refused = Memo::new(move |_| reading.refused.with(|refused| refused.contains(&own)));
    let own = id.clone();
    let badge = Memo::new(move |_| reading.badges.with(|badges| badges.get(&own).copied()));
    let own = id.clone();
    let fare = Memo::new(move |_| Fare::of(workspace, &own));
    let own = id.clone();
    let alone = Memo::new(move |_| reading.alone.with(|alone| alone.as_ref() == Some(&own)));
    let own = id.clone();
    let renaming = Memo::new(move |_| workspace.renaming.with(|renaming| renaming.as_ref() == Some(&own)));
    let own = id.clone();
    let target = Memo::new(move |_| {
        canvas.gesture.with(|gesture| {
            matches!(gesture, Gesture::Connect { over: Some(over), .. } if over.id == own && over.refused.is_none())
        })
    });
    let dragged = {
        let offset = offset.clone();
        Memo::new(move |_| offset.with(|by| by.x != 0.0 || by.y != 0.0))
    };
    let transform = {
        let card = card.clone();
        move || {
            let (rect, by) = (card.with(|card| card.rect), offset.get());
            format!("translate({}px,{}px)", (rect.x + by.x).round(), (rect.y + by.y).round())
        }
    };
    let (width, height) = (card.clone(), card.clone());
    let label = {
        let card = card.clone();
        move || card.with(|card| spoken(card, service.name, badge.get(), fare.get()))
    };
    let title = {
        let card = card.clone();
        Memo::new(move |_| card.with(|card| card.title.clone()))
    };
    let lines = {
        let card = card.clone();
        Memo::new(move |_| card.with(|card| (card.what.clone(), card.subtitle.clone())))
    };
    let parts = {
        let card = card.clone();
        Memo::new(move |_| card.with(|card| card.parts.clone()))
    };
    let in_vpc = {
        let card = card.clone();
        Memo::new(move |_| card.with(|card| card.place.vpc().is_some()))
    };
    let narrow = Memo::new(move |_| card.with(|card| card.rect.w < NARROW));
    let focused = id.clone();
    let named = id.clone();
    let chosen = id.clone();
    view! {
        <div
            class="zw-card"
            class:selected=move || selected.get()
            class:dragged=move || dragged.get()
            class:refused=move || refused.get()
            class:target=move || target.get()
            class:narrow=move || narrow.get()
            class:free=move || !in_vpc.get()
            class:drawn-only=service.support != catalog::Support::Full
            data-component-id=id.to_string()
            data-fare=move || fare.get().class()
            role="group"
            aria-label=label
            tabindex="0"
            style:transform=transform
            style:width=move || format!("{}px", width.with(|card| card.rect.w))
            style:height=move || format!("{}px", height.with(|card| card.rect.h))
            on:focus=move |_| select_by_focus(canvas, workspace, &focused)
            on:keydown=move |event: KeyboardEvent| {
                if matches!(event.key().as_str(), "Enter" | " ") && canvas.choose_end(&chosen) {
                    event.prevent_default();
                }
            }
        >
            <div class="zw-card-head">
                <ServiceIcon service=service size=32 />
                <div class="zw-card-text">
                    {move || {
                        if renaming.get() {
                            view! { <NameField id=named.clone() name=title.get_untracked() /> }.into_any()
                        } else {
                            view! {
                                <div class="zw-card-name" title=move || title.get()>
                                    <b>{move || title.get()}</b>
                                    " "
                                    {move || lines.get().0}
                                </div>
                            }
                                .into_any()
                        }
                    }} <small title=move || lines.get().1>{move || lines.get().1}</small>
                </div>
                {move || {
                    let word = fare.get().word();
                    (!word.is_empty()).then(|| view! { <span class="zw-fare">{word}</span> })
                }}
            </div>
            {move || parts.get().into_iter().map(part).collect_view()}
            {move || badge.get().map(|(count, severity)| view! { <Badge count=count severity=severity /> })}
            {move || {
                (alone.get() && in_vpc.get())
                    .then(|| {
                        view! {
                            <i class="zw-handle left" aria-hidden="true"></i>
                            <i class="zw-handle right" aria-hidden="true"></i>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}

/// A part of a card: the units in one lane.
fn part(part: Part) -> impl IntoView {
    let Part { zone, x, w, hole, chips } = part;
    let shown = hole || !chips.is_empty();
    shown.then(|| {
        view! {
            <div
                class="zw-part"
                class:hole=hole
                class:first=x < 1.0
                data-zone=zone.to_string()
                title=hole.then(|| format!("Not in zone {zone}"))
                style:left=format!("{x}px")
                style:width=format!("{w}px")
            >
                {chips.into_iter().map(|chip| chip_view(&chip)).collect_view()}
            </div>
        }
    })
}

fn chip_view(chip: &Chip) -> impl IntoView + use<> {
    let state = match chip.state {
        ChipState::Up => "up",
        ChipState::Lost => "lost",
        ChipState::Cut => "cut",
        ChipState::Waiting => "waiting",
        ChipState::Starting => "starting",
        ChipState::TakingOver => "taking-over",
        ChipState::Empty => "empty",
        ChipState::More => "more",
    };
    let text = chip.text();
    let whole = text.clone();
    view! {
        <span class="zw-chip" data-state=state title=whole>
            <i></i>
            <span>{text}</span>
        </span>
    }
}

/// The number of findings, in the colour of the worst.
#[component]
pub fn Badge(
    /// How many findings.
    count: usize,
    /// The worst of them.
    severity: Severity,
) -> impl IntoView {
    let said = findings(count, severity);
    view! {
        <span class="zw-badge" data-severity=severity.name() title=said aria-hidden="true">
            {count}
        </span>
    }
}

/// "1 warning", "3 findings, the worst an error".
fn findings(count: usize, worst: Severity) -> String {
    match (count, worst) {
        (1, Severity::Advice) => "1 piece of advice".to_owned(),
        (1, worst) => format!("1 {}", worst.name()),
        (many, Severity::Error) => format!("{many} findings, the worst an error"),
        (many, Severity::Warning) => format!("{many} findings, the worst a warning"),
        (many, Severity::Advice) => format!("{many} pieces of advice"),
    }
}

/// What a screen reader says of a card: "alb, Application Load Balancer, public, zones a and b, 1 warning".
fn spoken(card: &Card, service: &str, badge: Option<(usize, Severity)>, fare: Fare) -> String {
    let mut said = vec![card.title.clone(), service.to_owned()];
    said.extend(card.tier.map(|tier| tier.name().to_owned()));
    match card.zones.as_slice() {
        [] => {}
        [one] => said.push(format!("zone {one}")),
        [first @ .., last] => {
            let first: Vec<String> = first.iter().map(Zone::to_string).collect();
            said.push(format!("zones {} and {last}", first.join(", ")));
        }
    }
    said.extend(badge.map(|(count, worst)| findings(count, worst)));
    if !fare.word().is_empty() {
        said.push(fare.word().to_owned());
    }
    said.join(", ")
}

/// The field in which a name is edited.
#[component]
fn NameField(id: Id, name: String) -> impl IntoView {
    let (canvas, workspace) = (CanvasHandle::here(), Workspace::here());
    let field = NodeRef::<Input>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            crate::ui::platform::soon(move || {
                // A field that cannot take the focus is gone already.
                let _ = field.focus();
                field.select();
            });
        }
    });
    let old = name.clone();
    let finish = move |keep: bool| {
        if workspace.renaming.with_untracked(|renaming| renaming.as_ref() != Some(&id)) {
            return;
        }
        let typed = field.get_untracked().map(|field| field.value()).unwrap_or_default();
        workspace.renaming.set(None);
        if keep && typed.trim() != old {
            workspace.run(&Command::Rename { id: id.clone(), name: typed.trim().to_owned() });
        }
    };
    let on_key = {
        let finish = finish.clone();
        move |event: KeyboardEvent| match event.key().as_str() {
            "Enter" => {
                event.prevent_default();
                finish(true);
                canvas.focus();
            }
            "Escape" => {
                event.prevent_default();
                finish(false);
                canvas.focus();
            }
            _ => {}
        }
    };
    view! {
        <input
            node_ref=field
            class="zw-rename"
            type="text"
            aria-label="Name"
            autocomplete="off"
            spellcheck="false"
            prop:value=name
            on:keydown=on_key
            on:blur=move |_| finish(true)
        />
    }
}
