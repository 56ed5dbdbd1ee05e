// The native binary: what the browser shows is compared with what it says.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const binary = join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "debug", "zonewise");

/** Runs a command on a design's text; gives its exit code and outputs. */
export function zonewise(design, command, ...args) {
  const { status, stdout, stderr, error } = spawnSync(binary, [command, "-", ...args], {
    input: design,
    encoding: "utf8",
    maxBuffer: 64 << 20,
  });
  if (error) throw new Error(`${binary} does not run (cargo build makes it): ${error.message}`);
  return { status, stdout, stderr };
}

/** What a command says as JSON. */
export function json(design, command, ...args) {
  const { stdout, stderr } = zonewise(design, command, ...args, "--format", "json");
  if (!stdout) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** The catalog: types with their full names and settings. */
export const catalog = JSON.parse(spawnSync(binary, ["catalog"], { encoding: "utf8", maxBuffer: 64 << 20 }).stdout);

/** The files of `terraform --out` for a design's text: path -> bytes. */
export function terraform(design) {
  const folder = mkdtempSync(join(tmpdir(), "zonewise-"));
  try {
    const file = join(folder, "design.zonewise.json");
    writeFileSync(file, design);
    const out = join(folder, "out");
    const { status, stderr } = spawnSync(binary, ["terraform", file, "--out", out], { encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
    const names = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const paths = names.map((entry) => join(entry.parentPath ?? entry.path, entry.name));
    return new Map(paths.sort().map((path) => [path.slice(out.length + 1), readFileSync(path)]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A sample's text. */
export function sample(name) {
  return readFileSync(join(root, "public/samples", `${name}.zonewise.json`), "utf8");
}
