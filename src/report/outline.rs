//! Which headings a report has: one for each of the assignments that reports are written for.

use super::sections::Section;

/// A heading with what is filled in under it.
#[derive(Debug)]
pub struct Chapter {
    /// The heading.
    pub title: &'static str,
    /// What the drawing says under it; empty where only the author can write it.
    pub sections: &'static [Section],
    /// What to do where nothing stands under it.
    pub hint: &'static str,
}

/// The headings of a report.
#[derive(Debug)]
pub struct Outline {
    /// Its name in files.
    pub id: &'static str,
    /// Its name on screen.
    pub name: &'static str,
    /// Its chapters.
    pub chapters: &'static [Chapter],
}

const fn chapter(title: &'static str, sections: &'static [Section], hint: &'static str) -> Chapter {
    Chapter { title, sections, hint }
}

/// The outlines, the full one first.
pub const OUTLINES: [Outline; 3] = [
    Outline {
        id: "full",
        name: "Design report",
        chapters: &[
            chapter("Diagram", &[Section::Diagram], "draw a component."),
            chapter("Purpose and scope", &[Section::Purpose], "say in the design's notes what it is for."),
            chapter("Components", &[Section::Components], "draw a component."),
            chapter("Connections and data flows", &[Section::Flows], "connect two components."),
            chapter("Network plan", &[Section::Network], "the design has no VPC."),
            chapter("Who may talk to whom", &[Section::Groups], "nothing in a VPC is connected."),
            chapter("Permissions", &[Section::Permissions], "no component acts under a role."),
            chapter("Availability", &[Section::Availability, Section::Drills], "nothing is called by users."),
            chapter("Scaling", &[Section::Scaling], "nothing in the design scales by itself."),
            chapter("Monitoring and alarms", &[Section::Monitoring], "no alarm and no log group is drawn."),
            chapter("Deployment", &[Section::Deployment], "no way of deploying is drawn."),
            chapter("Cost", &[Section::Cost, Section::NotCounted], "nothing in the design costs anything."),
            chapter("Findings and improvements", &[Section::Findings], "no rule finds fault with the design."),
            chapter("Terraform", &[Section::Terraform], "nothing can be exported."),
            chapter(
                "Decisions and reflection",
                &[],
                "write why it is built this way, and what you would do differently.",
            ),
        ],
    },
    Outline {
        id: "seed-001",
        name: "Five headings: diagram, components, security, scaling, DevOps",
        chapters: &[
            chapter("Architecture diagram", &[Section::Diagram, Section::Flows], "draw a component."),
            chapter("Component design", &[Section::Components, Section::Purpose], "draw a component."),
            chapter(
                "Security",
                &[Section::Protection, Section::Groups, Section::Permissions, Section::Network],
                "nothing in the design protects it.",
            ),
            chapter(
                "Scalability and high availability",
                &[Section::Scaling, Section::Availability, Section::Drills],
                "nothing is called by users.",
            ),
            chapter(
                "DevOps",
                &[Section::Deployment, Section::Monitoring, Section::Terraform],
                "no way of deploying and no monitoring is drawn.",
            ),
            chapter("Cost", &[Section::Cost, Section::NotCounted], "nothing in the design costs anything."),
        ],
    },
    Outline {
        id: "seed-000",
        name: "Project report with reflection",
        chapters: &[
            chapter("Introduction", &[Section::Purpose], "say in the design's notes what it is for."),
            chapter("Architecture", &[Section::Diagram, Section::Components, Section::Flows], "draw a component."),
            chapter("Infrastructure as code", &[Section::Terraform], "nothing can be exported."),
            chapter("Security groups", &[Section::Network, Section::Groups], "nothing in a VPC is connected."),
            chapter("IAM", &[Section::Permissions], "no component acts under a role."),
            chapter("Deployment automation", &[Section::Deployment], "no way of deploying is drawn."),
            chapter(
                "Monitoring and health checks",
                &[Section::Monitoring, Section::Availability, Section::Drills],
                "no alarm and no log group is drawn.",
            ),
            chapter("Cost", &[Section::Cost, Section::NotCounted], "nothing in the design costs anything."),
            chapter("Secrets", &[Section::Protection], "no secret store is drawn."),
            chapter("Reflection", &[Section::Findings], "write what you would do differently."),
            chapter("Conclusion", &[], "write it in one paragraph."),
        ],
    },
];

/// The outline of a name.
pub fn outline(id: &str) -> Option<&'static Outline> {
    OUTLINES.iter().find(|outline| outline.id == id)
}
