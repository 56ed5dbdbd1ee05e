// Names what is fetched beside the module, the price tables and the module that makes the Terraform, in the built
// page's folder. Trunk runs it after each build. The names carry a hash, so that a page never meets the files of another version in a cache.
import { createHash } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.env.TRUNK_STAGING_DIR;
const page = join(folder, "index.html");
let html = readFileSync(page, "utf8");

/** Writes a file under a name with its hash, which the page uses from now on. */
function put(name, bytes) {
  if (!html.includes(name)) throw new Error(`the page does not ask for ${name}`);
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 16);
  const hashed = name.replace(/(?=\.)/, `-${hash}`);
  writeFileSync(join(folder, hashed), bytes);
  html = html.replaceAll(name, hashed);
}

// One after the other with an empty line between, as src/prices/tables.rs takes them.
const tables = ["rates", "instances", "databases"].map((name) => readFileSync(`src/prices/data/${name}.csv`, "utf8"));
put("prices.txt", tables.join("\n"));

for (const name of ["zonewise-maker.js", "zonewise-maker_bg.wasm"]) {
  const file = join(folder, name);
  put(name, readFileSync(file));
  rmSync(file);
}

writeFileSync(page, html);
