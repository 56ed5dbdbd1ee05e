// Compares the compressed size of the built wasm with tests/budget.json.
import { readdirSync, readFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const root = new URL("../../", import.meta.url);
// The budget is what may not be exceeded now: lower it whenever the module shrinks. The goal is where it has to go.
const { wasm_brotli_bytes: budget, wasm_brotli_goal_bytes: goal } = JSON.parse(
  readFileSync(new URL("tests/budget.json", root)),
);
// The one file of `dist` with such a name.
const only = (pattern) => {
  const found = readdirSync(new URL("dist/", root)).filter((name) => pattern.test(name));
  if (found.length !== 1) {
    console.error(`dist holds ${found.length} files ${pattern}; one was expected`);
    process.exit(1);
  }
  return readFileSync(new URL(`dist/${found[0]}`, root));
};
const pressed = (bytes) =>
  brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  }).length;
const bytes = only(/^zonewise-(?!maker).*\.wasm$/);
const brotli = pressed(bytes);
const number = (value) => value.toLocaleString("en-US");
console.log(
  `size: ${number(bytes.length)} bytes of wasm, ${number(gzipSync(bytes, { level: 9 }).length)} by gzip, ` +
    `${number(brotli)} by brotli; the budget is ${number(budget)}, the goal ${number(goal)}` +
    (brotli > goal ? ` (${number(brotli - goal)} to go)` : ""),
);
// Beside it, and without a budget: the prices come with it, the second module once the page can be used.
console.log(
  `size: beside it ${number(pressed(only(/^prices-.*\.txt$/)))} bytes of prices and ` +
    `${number(pressed(only(/^zonewise-maker.*\.wasm$/)))} of the module that makes the Terraform, by brotli`,
);
if (brotli > budget) {
  console.error(`${number(brotli - budget)} bytes over the budget`);
  process.exit(1);
}
