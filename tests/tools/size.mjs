// Compares the compressed size of the built wasm with tests/budget.json.
import { readdirSync, readFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const root = new URL("../../", import.meta.url);
// The budget is what may not be exceeded now: lower it whenever the module shrinks. The goal is where it has to go.
const { wasm_brotli_bytes: budget, wasm_brotli_goal_bytes: goal } = JSON.parse(
  readFileSync(new URL("tests/budget.json", root)),
);
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
    `${number(brotli)} by brotli; the budget is ${number(budget)}, the goal ${number(goal)}` +
    (brotli > goal ? ` (${number(brotli - goal)} to go)` : ""),
);
if (brotli > budget) {
  console.error(`${number(brotli - budget)} bytes over the budget`);
  process.exit(1);
}
