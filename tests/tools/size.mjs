// Compares the compressed size of the built wasm with tests/budget.json.
import { readdirSync, readFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const root = new URL("../../", import.meta.url);
const budget = JSON.parse(readFileSync(new URL("tests/budget.json", root))).wasm_brotli_bytes;
const modules = readdirSync(new URL("dist/", root)).filter((name) => name.endsWith(".wasm"));
if (modules.length !== 1) {
  console.error(`dist holds ${modules.length} wasm modules; one was expected`);
  process.exit(1);
}
const bytes = readFileSync(new URL(`dist/${modules[0]}`, root));
const brotli = brotliCompressSync(bytes, {
  params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
}).length;
const number = (value) => value.toLocaleString("en-US");
console.log(
  `size: ${number(bytes.length)} bytes of wasm, ${number(gzipSync(bytes, { level: 9 }).length)} by gzip, ` +
    `${number(brotli)} by brotli; the budget is ${number(budget)}`,
);
if (brotli > budget) {
  console.error(`${number(brotli - budget)} bytes over the budget`);
  process.exit(1);
}
