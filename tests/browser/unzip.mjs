// Reads a zip archive by its central directory, as an unpacker does.
import assert from "node:assert/strict";
import * as zlib from "node:zlib";

/** The entries of an archive: path -> bytes. */
export function unzip(bytes) {
  const end = bytes.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  assert.notEqual(end, -1, "not a zip archive");
  const entries = new Map();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    assert.equal(bytes.readUInt32LE(at), 0x02014b50, "a broken central directory");
    const method = bytes.readUInt16LE(at + 10);
    const packed = bytes.readUInt32LE(at + 20);
    const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
    const local = bytes.readUInt32LE(at + 42);
    const path = bytes.toString("utf8", at + 46, at + 46 + name);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = bytes.subarray(start, start + packed);
    const text = method === 0 ? data : zlib.inflateRawSync(data);
    // Older versions of Node.js have no crc32.
    if (zlib.crc32) assert.equal(zlib.crc32(text), bytes.readUInt32LE(at + 16), `${path}: wrong check sum`);
    assert.ok(!entries.has(path), `${path} is there twice`);
    entries.set(path, text);
    at += 46 + name + extra + comment;
  }
  return entries;
}
