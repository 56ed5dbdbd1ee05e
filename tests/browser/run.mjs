// Plays every story, each in a browser context of its own, and counts as `cargo test` does.
//
// ONLY=text plays the stories whose names hold the text. What a failed story saw (a picture and the
// console) is kept in tests/browser/out/.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";

import { App } from "./app.mjs";
import { launch } from "./browser.mjs";
import { serve } from "./server.mjs";

const LIMIT_MS = 120_000;
const out = new URL("out/", import.meta.url);
rmSync(out, { recursive: true, force: true });

const stories = [];
for (const file of readdirSync(new URL("stories/", import.meta.url)).sort()) {
  const { default: list } = await import(`./stories/${file}`);
  stories.push(...list.map(([name, play]) => ({ name, play })));
}
const picked = stories.filter(({ name }) => name.includes(process.env.ONLY ?? ""));

const server = await serve();
const browser = await launch();
let failed = 0;
for (const { name, play } of picked) {
  const begun = Date.now();
  const app = await App.open(browser, server.url);
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`took longer than ${LIMIT_MS / 1000} s`)), LIMIT_MS);
  });
  try {
    await Promise.race([play(app), limit]);
    app.expectNothingWrong();
    console.log(`story ${name} ... ok (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
  } catch (error) {
    failed += 1;
    console.log(`story ${name} ... FAILED\n${error.stack ?? error}`);
    mkdirSync(out, { recursive: true });
    const stem = name.replace(/[^a-z0-9]+/gi, "-");
    writeFileSync(new URL(`${stem}.log`, out), app.console.join("\n"));
    await app.page.screenshot({ path: new URL(`${stem}.png`, out).pathname }).catch(() => {});
  }
  clearTimeout(timer);
  await app.close();
}
await browser.close();
server.stop();
const left = stories.length - picked.length;
console.log(`\ntest result: ${failed ? "FAILED" : "ok"}. ${picked.length - failed} passed; ${failed} failed; ${left} ignored`);
process.exit(failed || !picked.length ? 1 : 0);
