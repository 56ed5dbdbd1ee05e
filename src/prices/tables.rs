//! The text of the large tables: part of a native binary; a browser hands it over before anything is priced.

use std::sync::OnceLock;

/// What the first table begins with: anything else (the error page of a server, say) is no table.
const HEADER: &str = "region,service,";

/// Rates, instances, databases; each with its header.
pub(super) type Tables = [&'static str; 3];

static TABLES: OnceLock<Tables> = OnceLock::new();

/// Hands over the tables, one after the other with an empty line between. Only what is handed over before the
/// first price is asked for counts, and only once. Says whether the text holds the tables.
pub fn provide(text: String) -> bool {
    let text: &'static str = text.leak();
    split(text).is_some_and(|tables| TABLES.set(tables).is_ok())
}

/// Whether there are tables at all. Without them, every price is missing.
pub fn loaded() -> bool {
    tables().iter().any(|table| !table.is_empty())
}

/// The tables; empty ones where nobody has handed them over.
#[cfg(target_arch = "wasm32")]
pub(super) fn tables() -> Tables {
    TABLES.get().copied().unwrap_or_default()
}

/// The tables.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn tables() -> Tables {
    *TABLES.get_or_init(|| {
        [include_str!("data/rates.csv"), include_str!("data/instances.csv"), include_str!("data/databases.csv")]
    })
}

fn split(text: &str) -> Option<[&str; 3]> {
    let mut parts = text.split("\n\n");
    let found = [parts.next()?, parts.next()?, parts.next()?];
    (text.starts_with(HEADER) && parts.next().is_none()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_browser_is_handed_is_what_the_binary_holds() {
        let joined = tables().join("\n");
        let found = split(&joined).unwrap();
        assert_eq!(found.map(str::trim_end), tables().map(str::trim_end));
        assert!(tables().iter().all(|table| table.starts_with("region,") && table.lines().count() > 1000));
        assert!(loaded());
    }

    #[test]
    fn what_is_no_table_is_refused() {
        for text in
            ["", "<!doctype html>\n\na\n\nb", "region,service,item\n\nregion,x", "region,service,\n\na\n\nb\n\nc"]
        {
            assert_eq!(split(text), None, "{text:?}");
        }
    }
}
