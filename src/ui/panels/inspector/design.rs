//! The inspector when nothing is selected: the design itself.

use leptos::prelude::*;

use super::placement::regions;
use super::setting_field::pairs;
use crate::editor::entry;
use crate::model::{Command, Header};
use crate::ui::parts::{ChoiceField, Look, TextField, Write};
use crate::ui::workspace::Workspace;

/// Name, region, requirements, and who hands it in.
#[component]
pub fn DesignDetails() -> impl IntoView {
    let workspace = Workspace::here();
    let text = move |read: fn(&Header) -> String| workspace.watch(move |design| read(&design.header));
    let edit = move |change: &dyn Fn(&mut Header)| {
        let mut header = workspace.with(|design| design.header.clone());
        change(&mut header);
        workspace.attempt(&Command::SetHeader(header))
    };
    // A plain text of the header.
    let write = move |put: fn(&mut Header, String)| -> Write {
        Callback::new(move |typed: String| edit(&|header| put(header, typed.trim().to_owned())))
    };
    let write_name = Callback::new(move |typed: String| match typed.trim() {
        "" => Err("A design needs a name.".to_owned()),
        name => edit(&|header| name.clone_into(&mut header.name)),
    });
    let write_region = Callback::new(move |typed: String| match typed.trim() {
        "" => Err("A design needs a region, such as us-east-1.".to_owned()),
        region => edit(&|header| region.clone_into(&mut header.region)),
    });
    let write_target = Callback::new(move |typed: String| {
        let target = entry::read_share(&typed)?;
        edit(&|header| header.requirements.availability_target = target)
    });
    let write_budget = Callback::new(move |typed: String| {
        let budget = entry::read_amount(&typed)?;
        edit(&|header| header.requirements.monthly_budget_usd = budget)
    });
    let write_dr = Callback::new(move |chosen: String| {
        edit(&|header| {
            header.requirements.dr_required = match chosen.as_str() {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            };
        })
    });
    let filled = |text: String| Some(text).filter(|text| !text.is_empty());
    let write_environment = Callback::new(move |typed: String| {
        edit(&|header| header.requirements.environment = filled(typed.trim().to_owned()))
    });
    let write_drill = Callback::new(move |typed: String| {
        edit(&|header| header.requirements.drill_date = filled(typed.trim().to_owned()))
    });
    let write_notes = Callback::new(move |typed: String| edit(&|header| header.notes = filled(typed.clone())));
    view! {
        <section class="inspector" aria-label="Design">
            <header class="about">
                <div class="about-text">
                    <h2>"The design"</h2>
                    <p class="muted">"Select a component or a connection to see its settings."</p>
                </div>
            </header>
            <TextField label="Name" id="design-name" value=text(|header| header.name.clone()) write=write_name />
            <TextField
                label="Region" id="design-region" name="region" value=text(|header| header.region.clone())
                suggestions=regions() write=write_region help="Where everything is that names no region of its own."
            />
            <h3 class="heading">"Requirements"</h3>
            <TextField
                label="Availability" id="availability-target" name="availability_target" numeric=true write=write_target
                value=text(|header| header.requirements.availability_target.map(entry::show_share).unwrap_or_default())
                placeholder=Signal::derive(|| "no goal".to_owned()) help="The goal of every entry path."
            />
            <TextField
                label="Budget, USD a month" id="budget" name="monthly_budget_usd" numeric=true write=write_budget
                value=text(|header| {
                    header.requirements.monthly_budget_usd.map(|usd| usd.to_string()).unwrap_or_default()
                })
                placeholder=Signal::derive(|| "no limit".to_owned())
            />
            <ChoiceField
                label="Survive a region" id="dr-required" name="dr_required" write=write_dr
                help="Whether the design must survive the loss of a region."
                value=text(|header| match header.requirements.dr_required {
                    Some(true) => "yes".to_owned(),
                    Some(false) => "no".to_owned(),
                    None => String::new(),
                })
                choices=pairs(&[("", "not said"), ("yes", "yes"), ("no", "no")])
            />
            <TextField
                label="Environment" id="environment" name="environment" write=write_environment
                value=text(|header| header.requirements.environment.clone().unwrap_or_default())
                suggestions=vec!["prod".to_owned(), "staging".to_owned(), "dev".to_owned()]
            />
            <TextField
                label="Recovery practised" id="drill-date" name="drill_date" write=write_drill
                value=text(|header| header.requirements.drill_date.clone().unwrap_or_default())
                placeholder=Signal::derive(|| "never".to_owned())
            />
            <h3 class="heading">"Handed in by"</h3>
            <TextField
                label="Author" id="author" name="author" value=text(|header| header.meta.author.clone())
                write=write(|header, text| header.meta.author = text)
            />
            <TextField
                label="Student id" id="student-id" name="student_id" value=text(|header| header.meta.student_id.clone())
                write=write(|header, text| header.meta.student_id = text)
            />
            <TextField
                label="Course" id="course" name="course" value=text(|header| header.meta.course.clone())
                write=write(|header, text| header.meta.course = text)
            />
            <TextField
                label="Date" id="date" name="date" value=text(|header| header.meta.date.clone())
                write=write(|header, text| header.meta.date = text)
            />
            <TextField
                label="Notes" id="design-notes" name="notes" look=Look::Area write=write_notes
                value=text(|header| header.notes.clone().unwrap_or_default())
            />
        </section>
    }
}
