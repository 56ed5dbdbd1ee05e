//! The export as one file.

use std::io::{Cursor, Write};

use ::zip::write::SimpleFileOptions;
use ::zip::{CompressionMethod, DateTime, ZipWriter};

use super::Export;
use crate::order::Arrange as _;

/// The export as a zip archive, with fixed time stamps: the same export gives the same bytes.
///
/// The files are stored as they are: an export is some ten kB, and the packer would be a thirtieth of the browser's module.
/// Empty if the archive cannot be written, which takes more than 4 GB of text.
pub fn zip(export: &Export) -> Vec<u8> {
    write(export).unwrap_or_default()
}

fn write(export: &Export) -> ::zip::result::ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let mut files: Vec<_> = export.files.iter().collect();
    files.arrange_by(|a, b| a.path.cmp(&b.path));
    for file in files {
        archive.start_file(file.path.as_str(), options)?;
        archive.write_all(file.text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}
