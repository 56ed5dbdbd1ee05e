//! The export's README: what is in it, how to apply and destroy it, what is not in it.

use std::fmt::Write as _;

use crate::catalog::exporting::{Concern, Leave};
use crate::model::Design;

use super::root::Written;

/// The text, in Markdown.
pub fn text<'a>(design: &Design, written: &Written, files: impl Iterator<Item = &'a String>) -> String {
    let mut out = format!("# {}\n\nTerraform of a design drawn with Zonewise.\n", plain(title(design)));
    out.push_str("\n## Files\n\n| file | what is in it |\n| --- | --- |\n");
    for path in files {
        let about = Concern::ALL.into_iter().find(|concern| concern.file() == path).map(Concern::about);
        let about = about.unwrap_or(match path.as_str() {
            "versions.tf" => "versions of Terraform and of the providers; the remote state, if there is one",
            "providers.tf" => "regions, and tags that everything gets",
            "variables.tf" => "what can be changed without editing the rest",
            "outputs.tf" => "addresses to call",
            "terraform.tfvars.example" => "values of the variables, to copy",
            path if path.starts_with("user_data/") => "what instances do at their first boot",
            path if path.starts_with("functions/") => "the code of a function",
            _ => "",
        });
        let _ = writeln!(out, "| `{path}` | {about} |");
    }
    apply(&mut out, written);
    destroy(&mut out, written);
    if !written.module.by_hand.is_empty() {
        out.push_str("\n## To know\n\n");
        for sentence in &written.module.by_hand {
            let _ = writeln!(out, "- {}", plain(sentence));
        }
    }
    list(
        &mut out,
        written,
        Leave::Changed,
        "Exported otherwise than drawn",
        "AWS would refuse these as they are drawn.",
    );
    list(&mut out, written, Leave::Out, "Not exported", "These parts of the drawing have no counterpart here.");
    if !written.left.iter().any(|(_, leave, _)| *leave == Leave::Out) {
        out.push_str("\n## Not exported\n\nNothing: every part of the drawing is here.\n");
    }
    out
}

fn title(design: &Design) -> &str {
    if design.header.name.trim().is_empty() { "Design" } else { &design.header.name }
}

fn apply(out: &mut String, written: &Written) {
    out.push_str("\n## Apply\n\nTerraform 1.10 or later, and credentials of an AWS account in the environment. This costs money.\n\n");
    if !written.module.examples.is_empty() {
        out.push_str("Set the variables that have no default first:\n\n```sh\ncp terraform.tfvars.example terraform.tfvars\n```\n\n");
        for (name, block) in &written.module.variables {
            if written.module.examples.contains_key(name)
                && let Some(crate::hcl::Expr::Text(about)) = block.get("description")
            {
                let _ = writeln!(out, "- `{name}`: {}", plain(about));
            }
        }
        out.push('\n');
    }
    out.push_str("```sh\nterraform init\nterraform plan -out=plan\nterraform apply plan\n```\n");
}

fn destroy(out: &mut String, written: &Written) {
    out.push_str("\n## Destroy\n\n```sh\nterraform destroy\n```\n");
    let guards: Vec<String> = written
        .blocks
        .values()
        .flatten()
        .filter(|block| block.kind == "resource")
        .filter_map(|block| {
            let address = block.labels.join(".");
            let protected = ["deletion_protection", "enable_deletion_protection", "deletion_protection_enabled"]
                .iter()
                .any(|name| block.get(name) == Some(&crate::hcl::Expr::Flag(true)));
            let bucket = address.starts_with("aws_s3_bucket.")
                && block.get("force_destroy") == Some(&crate::hcl::Expr::Flag(false));
            match (protected, bucket) {
                (true, _) => Some(format!(
                    "- `{address}` is protected: switch its deletion protection off and apply, then destroy."
                )),
                (_, true) => Some(format!("- `{address}` must be empty.")),
                _ => None,
            }
        })
        .collect();
    if !guards.is_empty() {
        let _ = writeln!(out, "\nBefore that:\n\n{}", guards.join("\n"));
    }
    if written.module.variables.contains_key("skip_final_snapshots") {
        out.push_str("\nDatabases leave a last snapshot, which costs money until you delete it; `skip_final_snapshots = true` leaves none.\n");
    }
}

fn list(out: &mut String, written: &Written, leave: Leave, heading: &str, about: &str) {
    let items: Vec<String> = written
        .left
        .iter()
        .filter(|(_, kind, _)| *kind == leave)
        .map(|(id, _, why)| format!("- **{}**: {}\n", plain(id), plain(why)))
        .collect();
    if !items.is_empty() {
        let _ = write!(out, "\n## {heading}\n\n{about}\n\n{}", items.concat());
    }
}

/// Text of the design on one line, without a meaning in Markdown.
fn plain(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '|' | '#' | '_' | '!' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.trim().to_owned()
}
