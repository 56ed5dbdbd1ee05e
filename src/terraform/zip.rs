//! The export as one file.
//!
//! Written by hand: the archive holds files as they are, which takes three kinds of headers and a checksum. A library's
//! tables and choices were a twenty-fifth of the browser's module. A test reads it with a library.

use super::{Export, File};
use crate::order::Arrange as _;

/// The first of January 1980, the earliest day that an archive can state; the time of day is 0.
const DAY: u16 = 1 << 5 | 1;
/// A plain file that its owner may write and everybody read, as Unix writes it.
const MODE: u32 = 0o100_644;
/// The names are UTF-8.
const UTF8: u16 = 1 << 11;

/// The export as a zip archive, with fixed time stamps: the same export gives the same bytes.
///
/// The files are stored as they are; an export is some ten kB. Empty if the archive cannot be written, which takes more than
/// 4 GB of text or 65,535 files.
pub fn zip(export: &Export) -> Vec<u8> {
    let mut files: Vec<&File> = export.files.iter().collect();
    files.arrange_by(|a, b| a.path.cmp(&b.path));
    write(&files).unwrap_or_default()
}

fn write(files: &[&File]) -> Option<Vec<u8>> {
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for file in files {
        let (name, text) = (file.path.as_bytes(), file.text.as_bytes());
        let size = u32::try_from(text.len()).ok()?;
        let offset = u32::try_from(archive.len()).ok()?;
        // What the file's own header and its entry in the directory share.
        let mut shared = Vec::new();
        for half in [10, UTF8, 0, 0, DAY] {
            shared.extend(u16::to_le_bytes(half));
        }
        for word in [checksum(text), size, size] {
            shared.extend(u32::to_le_bytes(word));
        }
        shared.extend(u16::try_from(name.len()).ok()?.to_le_bytes());
        shared.extend(u16::to_le_bytes(0));

        archive.extend(b"PK\x03\x04");
        archive.extend(&shared);
        archive.extend(name);
        archive.extend(text);

        directory.extend(b"PK\x01\x02");
        // Made on Unix, whose modes follow.
        directory.extend(u16::to_le_bytes(3 << 8 | 10));
        directory.extend(&shared);
        directory.extend([0; 6]);
        directory.extend(u32::to_le_bytes(MODE << 16));
        directory.extend(u32::to_le_bytes(offset));
        directory.extend(name);
    }
    let count = u16::try_from(files.len()).ok()?;
    let (start, size) = (u32::try_from(archive.len()).ok()?, u32::try_from(directory.len()).ok()?);
    archive.extend(directory);
    archive.extend(b"PK\x05\x06\0\0\0\0");
    archive.extend(count.to_le_bytes());
    archive.extend(count.to_le_bytes());
    archive.extend(size.to_le_bytes());
    archive.extend(start.to_le_bytes());
    archive.extend([0; 2]);
    Some(archive)
}

/// The CRC-32 of an archive's file, bit by bit: a table would be larger than the code.
fn checksum(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = sum >> 1 ^ if sum & 1 == 1 { 0xEDB8_8320 } else { 0 };
        }
    }
    !sum
}

#[cfg(test)]
mod tests {
    use super::checksum;

    #[test]
    fn the_checksum_of_the_nine_digits_is_the_published_one() {
        assert_eq!(checksum(b"123456789"), 0xCBF4_3926);
        assert_eq!(checksum(b""), 0);
    }
}
