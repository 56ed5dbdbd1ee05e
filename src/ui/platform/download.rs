//! Files to the user's disk.

use gloo::file::{Blob, ObjectUrl};
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

/// Offers bytes as a file to save.
pub fn file(name: &str, mime: &str, bytes: &[u8]) {
    let blob = Blob::new_with_options(bytes, Some(mime));
    let url = ObjectUrl::from(blob);
    let link = document().create_element("a").ok().and_then(|link| link.dyn_into::<web_sys::HtmlAnchorElement>().ok());
    if let Some(link) = link {
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
    // The browser reads the address after this turn; freeing it at once would lose the file.
    super::after(30_000, move || drop(url)).forget();
}

/// A file name made of a design's name: letters, digits and hyphens.
pub fn stem(name: &str) -> String {
    let mut stem = String::new();
    // By the browser, which knows the letters of all languages.
    let name = String::from(js_sys::JsString::from(name).to_lower_case());
    for c in name.chars() {
        if c.is_alphanumeric() {
            stem.push(c);
        } else if !stem.ends_with('-') && !stem.is_empty() {
            stem.push('-');
        }
    }
    let stem = stem.trim_end_matches('-');
    if stem.is_empty() { "design".to_owned() } else { stem.chars().take(80).collect() }
}
