//! Opening, saving and exporting, as the buttons and the shortcuts do it.

use super::platform::{download, open_file, storage};
use super::shell::{Dialog, Shell};
use super::workspace::{Toast, Workspace};
use crate::model::Design;
use crate::{codec, terraform};

/// A design that comes with Zonewise.
pub struct Template {
    /// Its name, as its button says.
    pub name: &'static str,
    /// One sentence: what it is, and what there is to learn from it.
    pub summary: &'static str,
    /// Its file.
    text: &'static str,
}

impl Template {
    /// The design itself; an empty one if the file could not be read, which a test of the samples rules out.
    pub fn design(&self) -> Design {
        codec::load(self.text.as_bytes()).map(|loaded| loaded.design).unwrap_or_default()
    }
}

/// The designs that come with Zonewise.
pub const TEMPLATES: [Template; 7] = [
    Template {
        name: "WordPress, highly available",
        summary: "Load balancer, Auto Scaling group, Multi-AZ database and shared files over two zones.",
        text: include_str!("../../public/samples/wordpress-ha.zonewise.json"),
    },
    Template {
        name: "WordPress, one zone",
        summary: "The same site with the mistakes that people make: find them, mend them.",
        text: include_str!("../../public/samples/wordpress-weak.zonewise.json"),
    },
    Template {
        name: "Serverless web application",
        summary: "Content delivery, an HTTP API, functions and a table; nothing to patch.",
        text: include_str!("../../public/samples/serverless-web-app.zonewise.json"),
    },
    Template {
        name: "Web servers behind a load balancer",
        summary: "The smallest thing that outlives a zone: two servers in two zones.",
        text: include_str!("../../public/samples/web-servers.zonewise.json"),
    },
    Template {
        name: "Etherpad with CodeDeploy",
        summary: "An application that runs once only, and a database without a copy: what fails, and for how long?",
        text: include_str!("../../public/samples/etherpad.zonewise.json"),
    },
    Template {
        name: "Imagery, work in a queue",
        summary: "A queue between web servers and workers: work waits, nothing is lost.",
        text: include_str!("../../public/samples/imagery.zonewise.json"),
    },
    Template {
        name: "Notea on Fargate",
        summary: "Containers without servers behind a load balancer, their data in a bucket.",
        text: include_str!("../../public/samples/notea.zonewise.json"),
    },
];

/// The design kept in this browser; an empty one where there is none. Says what went wrong, if anything.
pub fn restored() -> (Design, Option<String>) {
    let empty = || Design::new("Untitled design", "us-east-1");
    let Some(text) = storage::get(storage::DESIGN) else { return (empty(), None) };
    match codec::load(text.as_bytes()) {
        Ok(loaded) => (loaded.design, None),
        Err(error) => {
            // Kept aside, so that the next autosave does not destroy it.
            let kept = storage::put("zonewise.design.put-aside", &text);
            let kept = if kept { " It is kept as \u{201c}zonewise.design.put-aside\u{201d}." } else { "" };
            (empty(), Some(format!("The design kept in this browser cannot be read: {error}.{kept}")))
        }
    }
}

/// Opens one of the designs that come with Zonewise.
pub fn open_sample(workspace: Workspace, shell: Shell, index: usize) {
    if let Some(template) = TEMPLATES.get(index) {
        open_bytes(workspace, shell, template.name, template.text.as_bytes());
    }
}

/// Lets the user choose a file and opens it.
pub fn choose(workspace: Workspace, shell: Shell) {
    open_file::choose(move |name, bytes| open_bytes(workspace, shell, &name, &bytes));
}

/// Opens a file's bytes. When they are no design, the present one stays as it is.
pub fn open_bytes(workspace: Workspace, shell: Shell, file: &str, bytes: &[u8]) {
    match codec::load(bytes) {
        Ok(loaded) => {
            workspace.open(loaded.design);
            workspace.announcement.set(format!("Opened {file}"));
            if !loaded.repairs.is_empty() {
                shell.dialog.set(Some(Dialog::Repairs { file: file.to_owned(), repairs: loaded.repairs }));
            }
        }
        Err(error) => {
            shell.dialog.set(Some(Dialog::NotOpened { file: file.to_owned(), why: error.to_string() }));
        }
    }
}

/// Downloads the design's file.
pub fn save(workspace: Workspace) {
    let (name, text) = workspace.with(|design| (design.header.name.clone(), codec::save(design)));
    let name = format!("{}.zonewise.json", download::stem(&name));
    download::file(&name, "application/json", text.as_bytes());
    say(workspace, format!("Saved {name}"));
}

/// Downloads the Terraform as a zip.
pub fn export(workspace: Workspace) {
    let (name, export) = (workspace.with(|design| design.header.name.clone()), workspace.export.get_untracked());
    if export.files.is_empty() {
        let excuse = workspace.maker.get_untracked().excuse();
        let text = excuse.unwrap_or("There is nothing to export yet: draw a component first.").to_owned();
        workspace.toast.set(Some(Toast { text, problem: true }));
        return;
    }
    let name = format!("{}-terraform.zip", download::stem(&name));
    download::file(&name, "application/zip", &terraform::zip(&export));
    let left_out = match export.not_exported.len() {
        0 => "nothing left out".to_owned(),
        many => format!("{many} left out, listed in the Terraform tab"),
    };
    say(workspace, format!("Exported {name}: {} files, {left_out}", export.files.len()));
}

fn say(workspace: Workspace, text: String) {
    workspace.announcement.set(text.clone());
    workspace.toast.set(Some(Toast { text, problem: false }));
}
