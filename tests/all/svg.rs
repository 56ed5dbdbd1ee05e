//! Pictures: whole XML whatever the names are, the same bytes for the same design, everything in them.

use roxmltree::Document;
use zonewise::codec::{load, save};
use zonewise::model::{Component, Design};
use zonewise::picture::{Scene, SvgOptions, Theme, svg};

use super::support::random::{self, Options};
use super::support::{cases, golden};

fn drawn(design: &Design, theme: Theme) -> String {
    svg(&Scene::of(design), &design.header.name, &SvgOptions { theme, ..SvgOptions::default() })
}

/// Whole XML that refers to nothing outside it, with an element per component.
#[track_caller]
fn check(design: &Design) {
    let text = drawn(design, Theme::Light);
    let document = Document::parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let mut found: Vec<&str> = Vec::new();
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        let name = node.tag_name().name();
        assert!(!matches!(name, "script" | "foreignObject" | "a" | "use" | "style"), "<{name}>");
        for attribute in node.attributes() {
            assert!(!attribute.name().starts_with("on"), "{}", attribute.name());
            assert!(attribute.name() != "href", "a picture without a skin refers to nothing");
        }
        found.extend(node.attribute("data-component"));
    }
    let boxed = |component: &&Component| component.kind != "vpc";
    let wanted: Vec<&str> = design.components.values().filter(boxed).map(|component| component.id.as_str()).collect();
    found.sort_unstable();
    assert_eq!(found, wanted);
    assert_eq!(text, drawn(&load(save(design).as_bytes()).unwrap().design, Theme::Light), "again from the file");
}

#[test]
fn the_samples_are_drawn_as_kept() {
    for name in ["serverless-web-app", "wordpress-ha"] {
        let design = load(&std::fs::read(format!("public/samples/{name}.zonewise.json")).unwrap()).unwrap().design;
        check(&design);
        golden::check(&format!("svg/{name}.svg"), &drawn(&design, Theme::Light));
        assert_ne!(drawn(&design, Theme::Light), drawn(&design, Theme::Dark));
    }
}

#[test]
fn random_designs_are_drawn_whole() {
    for seed in 0..cases(64) {
        check(&random::design(seed, &Options::ODD));
    }
}

#[test]
fn names_stay_text() {
    let names =
        ["<script>alert(1)</script>", "\"><image href='http://a'/>", "a & b", "tab\there", "\u{1}bell", "é😀", ""];
    for name in names {
        let mut design = Design::new(name, "us-east-1");
        let mut users = Component::new(zonewise::model::Id::new("users"), "users");
        users.name = Some(name.repeat(40));
        design.components.insert(users.id.clone(), users);
        let text = drawn(&design, Theme::Light);
        let document = Document::parse(&text).unwrap();
        let plain: String = name.chars().map(|c| if c == '\t' { ' ' } else { c }).filter(|c| *c != '\u{1}').collect();
        let title = document.root_element().first_element_child().unwrap();
        assert_eq!(title.text().unwrap_or(""), plain);
        assert!(document.descendants().all(|node| !node.has_tag_name("script")));
    }
}
