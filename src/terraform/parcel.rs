//! An export made in another place than where it is shown: a design's file in, a text with the files out.
//!
//! In a browser, Terraform is made by a module of its own, which is loaded once the page can be used. What the two
//! modules hand to each other is text.

use serde_json::{Value, json};

use super::{Export, File, NotExported, export};
use crate::codec;
use crate::model::Id;
use crate::system::System;

/// Exports a design's file and packs the export; `None` where the text is no design.
pub fn packed(design: &str) -> Option<String> {
    let design = codec::load(design.as_bytes()).ok()?.design;
    Some(pack(&export(&System::of(&design))))
}

fn pack(export: &Export) -> String {
    let files: Vec<Value> = export.files.iter().map(|file| json!([file.path, file.text])).collect();
    let left: Vec<Value> = export.not_exported.iter().map(|left| json!([left.component.as_str(), left.why])).collect();
    json!({ "files": files, "left": left }).to_string()
}

/// The export that [`packed`] packed; `None` for any other text.
pub fn unpacked(text: &str) -> Option<Export> {
    let parcel: Value = serde_json::from_str(text).ok()?;
    let pairs = |key: &str| -> Option<Vec<(String, String)>> {
        let pair = |pair: &Value| Some((pair.get(0)?.as_str()?.to_owned(), pair.get(1)?.as_str()?.to_owned()));
        parcel.get(key)?.as_array()?.iter().map(pair).collect()
    };
    let files = pairs("files")?.into_iter().map(|(path, text)| File { path, text }).collect();
    let left = pairs("left")?.into_iter().map(|(id, why)| NotExported { component: Id::new(id), why }).collect();
    Some(Export { files, not_exported: left })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parcel_holds_what_the_export_holds() {
        let mut left = 0;
        for sample in [
            include_str!("../../public/samples/wordpress-ha.zonewise.json"),
            include_str!("../../public/samples/serverless-web-app.zonewise.json"),
            r#"{"format":"zonewise/1","name":"\"${x}\u0000","region":"us-east-1","components":[{"id":"a\u00df","type":"shield"}]}"#,
        ] {
            let design = codec::load(sample.as_bytes()).unwrap().design;
            let whole = export(&System::of(&design));
            left += whole.not_exported.len();
            assert_eq!(unpacked(&packed(&codec::save(&design)).unwrap()), Some(whole));
        }
        assert!(left > 0, "something must be left out for this to say anything");
    }

    #[test]
    fn what_is_no_parcel_is_refused() {
        assert_eq!(packed("<html>"), None);
        for text in
            ["", "[]", "{}", r#"{"files":[]}"#, r#"{"files":[["a"]],"left":[]}"#, r#"{"files":[["a",1]],"left":[]}"#]
        {
            assert_eq!(unpacked(text), None, "{text}");
        }
    }
}
