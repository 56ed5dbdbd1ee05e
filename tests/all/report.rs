//! Reports: every heading filled or marked, every figure that of the model, nothing in them markup.

use zonewise::analysis::Analysis;
use zonewise::codec::load;
use zonewise::cost::Options;
use zonewise::model::Design;
use zonewise::picture::{Scene, SvgOptions, svg};
use zonewise::report::{OUTLINES, PICTURE, page, report};
use zonewise::wording;

use super::support::cases;
use super::support::random::{self, Options as Random};

fn sample(name: &str) -> Design {
    load(&std::fs::read(format!("public/samples/{name}.zonewise.json")).unwrap()).unwrap().design
}

/// What a Markdown text says once its escapes are taken back.
fn said(markdown: &str) -> String {
    let mut out = String::new();
    let mut chars = markdown.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek().is_some_and(char::is_ascii_punctuation) => out.extend(chars.next()),
            c => out.push(c),
        }
    }
    out.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[track_caller]
fn check(design: &Design) {
    let analysis = Analysis::of(design, &Options::default());
    for outline in &OUTLINES {
        let markdown = report(design, &analysis, outline, PICTURE);
        let text = said(&markdown);
        for (number, chapter) in (1..).zip(outline.chapters) {
            let head = format!("\n## {number}. {}\n", chapter.title);
            let at = markdown.find(&head).unwrap_or_else(|| panic!("{head} is missing"));
            let rest = &markdown[at + head.len()..];
            let under = rest.split("\n## ").next().unwrap();
            assert!(under.trim().len() > 8, "{head} has nothing under it");
        }
        for component in &analysis.estimate.components {
            for line in &component.lines {
                let row = format!(
                    "| {} | {} | {} | {} |",
                    component.id,
                    line.name,
                    line.formula,
                    wording::money(line.monthly.expected)
                );
                assert!(text.contains(&row.replace(['\n', '\t'], " ")), "{row}");
            }
        }
        for finding in &analysis.findings {
            let listed = outline
                .chapters
                .iter()
                .any(|chapter| chapter.title.contains("Findings") || chapter.title == "Reflection");
            assert!(!listed || text.contains(finding.rule), "{}", finding.rule);
        }
        for path in analysis.verdicts.paths.iter().filter(|path| !path.broken) {
            assert!(text.contains(&wording::availability(path.availability.unavailability)), "{}", path.name);
        }
        let html = page(&design.header.name, &markdown, &svg(&Scene::of(design), "x", &SvgOptions::default()));
        assert!(!html.to_lowercase().contains("<script") && !html.contains("javascript:"), "{}", design.header.name);
    }
}

#[test]
fn reports_say_what_the_model_says() {
    for name in crate::terraform::SAMPLES {
        check(&sample(name));
    }
    check(&Design::new("", "us-east-1"));
    for seed in 0..cases(16) {
        check(&random::design(seed, &Random::PLANNABLE));
    }
}

#[test]
fn hostile_texts_stay_texts() {
    let mut design = sample("wordpress-ha");
    design.header.name = "</title><script>alert(1)</script>".to_owned();
    design.header.notes = Some("<script>alert(2)</script> [a](javascript:alert(3)) **mine**".to_owned());
    let web = design.components.get_mut("web").unwrap();
    web.name = Some("| a | <img src=x onerror=alert(4)> |".to_owned());
    web.rationale = Some("```\n| broken | table".to_owned());
    check(&design);
    let analysis = Analysis::of(&design, &Options::default());
    let html = page("x", &report(&design, &analysis, &OUTLINES[0], PICTURE), "");
    assert!(html.contains("<strong>mine</strong>"), "the author's Markdown is kept");
    assert!(!html.contains("<img") && !html.contains("<script"));
}

#[test]
fn the_authors_texts_and_outline_are_kept_in_the_design() {
    let mut design = sample("wordpress-ha");
    let texts = serde_json::json!({"outline": "seed-000", "texts": {"Conclusion": "Wir haben *viel* gelernt."}});
    design.header.extra.insert("report".to_owned(), texts);
    let outline = zonewise::report::outline_of(&design);
    assert_eq!(outline.id, "seed-000");
    let markdown = report(&design, &Analysis::of(&design, &Options::default()), outline, PICTURE);
    assert!(markdown.ends_with("## 11. Conclusion\n\nWir haben *viel* gelernt.\n"), "{markdown}");
}

#[test]
fn secrets_are_not_reported() {
    let mut design = sample("wordpress-ha");
    let db = design.components.get_mut("db").unwrap();
    db.settings.insert("password".to_owned(), "hunter2hunter2".into());
    let analysis = Analysis::of(&design, &Options::default());
    for outline in &OUTLINES {
        assert!(!report(&design, &analysis, outline, PICTURE).contains("hunter2"), "{}", outline.id);
    }
}
