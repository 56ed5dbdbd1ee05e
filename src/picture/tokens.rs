//! The colours of pictures: read from the style sheet's tokens, so that a picture and the screen cannot
//! differ.

/// The app's tokens, the only place where colours are written.
const SHEET: &str = include_str!("../../style/tokens.css");

/// Light or dark.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Theme {
    /// For paper and most projectors.
    #[default]
    Light,
    /// For dark pages.
    Dark,
}

/// The colours of a theme.
#[derive(Clone, Copy, Debug)]
pub struct Tokens {
    light: &'static str,
    own: &'static str,
}

impl Tokens {
    /// The colours of a theme.
    pub fn of(theme: Theme) -> Self {
        let (light, dark) = SHEET.split_once(":root[data-theme=\"dark\"]").unwrap_or((SHEET, ""));
        Self { light, own: if theme == Theme::Light { light } else { dark } }
    }

    /// The value of a token such as `ink`; what a theme does not change is the light theme's. Black for a
    /// name that the style sheet does not know.
    pub fn get(&self, name: &str) -> &'static str {
        find(self.own, name).or_else(|| find(self.light, name)).unwrap_or("#000000")
    }
}

fn find(sheet: &'static str, name: &str) -> Option<&'static str> {
    sheet.lines().find_map(|line| {
        let (own, value) = line.trim().strip_prefix("--")?.split_once(':')?;
        (own == name).then(|| value.trim().trim_end_matches(';'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn themes_fall_back_to_the_light_one() {
        let (light, dark) = (Tokens::of(Theme::Light), Tokens::of(Theme::Dark));
        assert!(light.get("ink").starts_with('#') && dark.get("ink").starts_with('#'));
        assert_ne!(light.get("ink"), dark.get("ink"));
        assert_eq!(light.get("tile-compute"), dark.get("tile-compute"));
        assert_ne!(light.get("tile-compute"), "#000000", "the token exists");
        assert_eq!(light.get("no-such-token"), "#000000");
    }
}
