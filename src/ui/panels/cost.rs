//! The monthly cost: every line with its formula and source, and what is not counted.

use leptos::prelude::*;

use crate::catalog;
use crate::cost::{ComponentCost, Line, NotCounted, Range};
use crate::ui::parts::SwitchField;
use crate::ui::parts::icon::ServiceIcon;
use crate::ui::shell::Shell;
use crate::ui::workspace::{Selection, Workspace};
use crate::wording;

/// The cost panel.
#[component]
pub fn Cost() -> impl IntoView {
    let workspace = Workspace::here();
    let estimate = Memo::new(move |_| workspace.analysis.with(|analysis| analysis.estimate.clone()));
    let account = Memo::new(move |_| estimate.with(|estimate| estimate.account.clone()));
    let components = Memo::new(move |_| estimate.with(|estimate| estimate.components.clone()));
    let left_out = Memo::new(move |_| estimate.with(|estimate| estimate.not_counted.clone()));
    view! {
        <section class="cost" aria-label="Cost">
            <Total />
            <Options />
            <Show
                when=move || !(components.with(Vec::is_empty) && account.with(Vec::is_empty))
                fallback=|| view! { <p class="hint empty">"Nothing here has a price yet."</p> }
            >
                <table class="cost-table">
                    <thead>
                        <tr>
                            <th scope="col">"What"</th>
                            <th scope="col" class="num">
                                "a month"
                            </th>
                        </tr>
                    </thead>
                    <For each=move || components.get() key=|cost| format!("{cost:?}") let(cost)>
                        <ComponentLines cost=cost />
                    </For>
                    <Show when=move || !account.with(Vec::is_empty)>
                        <tbody>
                            <tr class="sum">
                                <th scope="rowgroup" colspan="2">
                                    "Counted once for the account"
                                </th>
                            </tr>
                            {move || account.get().into_iter().map(line_row).collect_view()}
                        </tbody>
                    </Show>
                </table>
            </Show>
            <LeftOut entries=left_out />
        </section>
    }
}

#[component]
fn Total() -> impl IntoView {
    let workspace = Workspace::here();
    let total = Memo::new(move |_| workspace.analysis.with(|analysis| analysis.estimate.total));
    let budget = workspace.watch(|design| design.header.requirements.monthly_budget_usd);
    let complete = Memo::new(move |_| workspace.analysis.with(|analysis| analysis.estimate.complete));
    view! {
        <p class="total">
            <b>{move || wording::money(total.get().expected)}</b>
            <span class="muted">" a month, expected"</span>
        </p>
        <p class="muted">
            {move || range_text(total.get()).unwrap_or_else(|| "The same at every group's minimum and maximum.".to_owned())}
        </p>
        <Show when=move || !complete.get()>
            <p class="warn">"Incomplete: see what is not counted, below the table."</p>
        </Show>
        {move || {
            let budget: rust_decimal::Decimal = budget.get()?.to_string().parse().ok()?;
            let left = budget - total.get().expected;
            let over = left.is_sign_negative();
            let text = if over {
                format!("{} over the budget of {}.", wording::money(-left), wording::money(budget))
            } else {
                format!("{} below the budget of {}.", wording::money(left), wording::money(budget))
            };
            Some(view! { <p class=if over { "bad" } else { "ok" }>{text}</p> })
        }}
    }
}

/// The range in words, where there is one.
fn range_text(range: Range) -> Option<String> {
    let (min, max) = (wording::money(range.min), wording::money(range.max));
    (min != max).then(|| format!("{min} with every group at its minimum \u{b7} {max} at its maximum"))
}

/// Hours in the month, free tier, sources.
#[component]
fn Options() -> impl IntoView {
    let (workspace, shell) = (Workspace::here(), Shell::here());
    let options = workspace.cost_options;
    let hours = move |hours: u32| {
        let title = if hours == 730 { "365 days / 12, as AWS's calculator has it" } else { "30 days" };
        view! {
            <button
                type="button"
                title=title
                aria-pressed=move || (options.with(|options| options.hours) == hours).to_string()
                on:click=move |_| options.update(|options| options.hours = hours)
            >
                {format!("{hours} h")}
            </button>
        }
    };
    view! {
        <div class="row cost-options">
            <span class="muted" title="The region that the design is priced in">
                {move || workspace.analysis.with(|analysis| analysis.estimate.region.clone())}
            </span>
            <span class="choices" role="group" aria-label="Hours in a month">
                {hours(730)}
                {hours(720)}
            </span>
        </div>
        <SwitchField
            label="Take off free allowances" id="free-tier" name="free_tier"
            help="Always-free allowances, counted once for the account."
            value=Signal::derive(move || options.with(|options| options.free_tier))
            write=Callback::new(move |on| options.update(|options| options.free_tier = on))
        />
        <SwitchField
            label="Show sources and dates" id="show-sources"
            value=Signal::derive(move || shell.show_sources.get())
            write=Callback::new(move |on| shell.show_sources.set(on))
        />
    }
}

#[component]
fn ComponentLines(cost: ComponentCost) -> impl IntoView {
    let workspace = Workspace::here();
    let (kind, label) = workspace.with(|design| {
        design
            .component(&cost.id)
            .map_or_else(Default::default, |component| (component.kind.clone(), component.label().to_owned()))
    });
    let service = catalog::find(&kind).short;
    let id = cost.id.clone();
    let show = move |_| {
        workspace.selection.set(Selection::one(id.clone()));
        workspace.bring_into_view.set(Some(id.clone()));
    };
    view! {
        <tbody data-component=cost.id.to_string()>
            <tr class="sum">
                <th scope="rowgroup">
                    <span class="cost-name">
                        <ServiceIcon service=catalog::find(&kind) size=20 />
                        <button class="link plain cut" type="button" title=cost.id.to_string() on:click=show>
                            {label}
                        </button>
                        <span class="muted cut">{service}</span>
                    </span>
                </th>
                <td class="num" title=range_text(cost.monthly)>
                    <b>{wording::money(cost.monthly.expected)}</b>
                </td>
            </tr>
            {cost.lines.into_iter().map(line_row).collect_view()}
        </tbody>
    }
}

/// One line: what, how much of it at which price, why, and where the price is from.
fn line_row(line: Line) -> impl IntoView {
    let shell = Shell::here();
    let (quantity, price) = (wording::quantity(line.quantity), wording::unit_price(line.unit_price));
    let product = format!("{quantity} \u{d7} {price} per {}", line.unit);
    let source = format!("{}, {}", line.source, line.as_of);
    let range = range_text(line.monthly);
    let title = source.clone();
    view! {
        <tr title=title>
            <td>
                <span>{line.name}</span>
                <small>{product}</small>
                {(!line.formula.is_empty()).then(|| view! { <small>{line.formula}</small> })}
                {line.assumption.map(|text| view! { <small class="assumed">{format!("Assumed: {text}")}</small> })}
                <Show when=move || shell.show_sources.get()>
                    <small>{format!("Source: {source}")}</small>
                </Show>
            </td>
            <td class="num" title=range>
                {wording::money(line.monthly.expected)}
            </td>
        </tr>
    }
}

/// What the total leaves out, in words.
#[component]
fn LeftOut(entries: Memo<Vec<NotCounted>>) -> impl IntoView {
    let row = |entry: NotCounted| {
        let subject = entry.component.map_or_else(|| "the design".to_owned(), |id| id.to_string());
        view! {
            <li>
                <b>{format!("{} of {subject}", entry.what)}</b>
                {format!(": {}", entry.why)}
                {entry.incomplete.then(|| view! { <span class="warn">" \u{b7} the total is too low by it"</span> })}
            </li>
        }
    };
    view! {
        <h3 class="heading">"Not counted"</h3>
        <Show
            when=move || !entries.with(Vec::is_empty)
            fallback=|| view! { <p class="hint">"Nothing: everything that is drawn has its price."</p> }
        >
            <ul class="left-out-list">{move || entries.get().into_iter().map(row).collect_view()}</ul>
        </Show>
    }
}
