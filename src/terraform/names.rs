//! Names: labels in the configuration and parts of names at AWS, unique and stable.

use std::collections::{BTreeMap, BTreeSet};

use crate::hcl::identifier;
use crate::model::{Design, Id};

/// The longest part of a name at AWS that stands for a component. With the project's it stays below the
/// 32 characters of a load balancer.
const SLUG: usize = 14;
/// The longest part that stands for the project.
pub const PROJECT: usize = 16;

/// What a component is called.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Names {
    /// In addresses.
    pub label: String,
    /// At AWS.
    pub slug: String,
}

/// Names for every component. `avoid` holds labels of components whose own would clash with a part of
/// another one's.
pub fn of(design: &Design, avoid: &BTreeMap<Id, usize>) -> BTreeMap<Id, Names> {
    let (mut labels, mut slugs) = (BTreeSet::new(), BTreeSet::new());
    let mut found = BTreeMap::new();
    for id in design.components.keys() {
        let mut stem = identifier(id);
        stem.truncate(32);
        if let Some(number) = avoid.get(id) {
            stem = format!("{stem}_x{number}");
        }
        let label = unique(stem.trim_end_matches('_'), "_", 40, &mut labels);
        let slug = unique(&slug(id, SLUG), "-", SLUG, &mut slugs);
        found.insert(id.clone(), Names { label, slug });
    }
    found
}

/// The stem, or the stem with the first free number from 2 on, at most `longest` long.
fn unique(stem: &str, joint: &str, longest: usize, taken: &mut BTreeSet<String>) -> String {
    let mut name = stem.to_owned();
    let mut number = 2;
    while !taken.insert(name.clone()) {
        let ending = format!("{joint}{number}");
        let kept: String = stem.chars().take(longest.saturating_sub(ending.len())).collect();
        name = format!("{}{ending}", kept.trim_end_matches(['-', '_']));
        number += 1;
    }
    name
}

/// Lower-case letters, digits and single hyphens, a letter first, cut at a hyphen where there is one.
pub fn slug(text: &str, longest: usize) -> String {
    let whole = identifier(&text.to_ascii_lowercase()).replace('_', "-");
    if whole.len() <= longest {
        return whole;
    }
    let cut: String = whole.chars().take(longest).collect();
    let ends_word = whole.chars().nth(longest) == Some('-');
    let at = if ends_word { cut.len() } else { cut.rfind('-').filter(|at| *at >= longest / 2).unwrap_or(cut.len()) };
    cut.get(..at).unwrap_or(&cut).trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Component;

    #[test]
    fn slugs_are_cut_at_words() {
        for (text, longest, expected) in [
            ("WordPress, highly available", 16, "wordpress-highly"),
            ("Serverless web application", 16, "serverless-web"),
            ("a", 14, "a"),
            ("", 14, "x"),
            ("9 lives", 14, "x9-lives"),
            ("Überraschungspaket ohne Grenzen", 14, "berraschungspa"),
            ("🦀", 14, "x"),
        ] {
            assert_eq!(slug(text, longest), expected, "{text}");
        }
    }

    #[test]
    fn names_are_unique_and_short() {
        let mut design = Design::default();
        for id in ["web", "WEB", "w-e-b", "the-very-long-name-1", "the-very-long-name-2", "web_2", "\u{0}", "🦀"] {
            design.components.insert(Id::new(id), Component::new(id, "asg"));
        }
        let names = of(&design, &BTreeMap::new());
        let labels: BTreeSet<_> = names.values().map(|names| &names.label).collect();
        let slugs: BTreeSet<_> = names.values().map(|names| &names.slug).collect();
        assert_eq!((labels.len(), slugs.len()), (8, 8), "{names:?}");
        assert!(slugs.iter().all(|slug| slug.len() <= SLUG), "{slugs:?}");
    }
}
