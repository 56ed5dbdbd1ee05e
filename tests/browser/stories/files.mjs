// Files that are not what they should be, and names that want to be more than names.
import assert from "node:assert/strict";

import { unzip } from "../unzip.mjs";
import { sample, terraform, zonewise } from "../zonewise.mjs";

const HOSTILE = [
  '"><script>window.hurt = 1</script>',
  "<img src=x onerror='window.hurt = 1'>",
  "javascript:window.hurt=1",
  '${file("/etc/passwd")}',
  "%{ for x in y }",
  "👩‍👩‍👧‍👦 \u202e drawkcab \u0000",
  "x".repeat(5000),
];

/** A sample with a hostile text in every name, id, label, note and free setting. */
function hostile(text) {
  const design = JSON.parse(sample("wordpress-ha"));
  // An id may be long, but not that long.
  const id = (old) => `${old} ${text}`.slice(0, 200);
  Object.assign(design, { name: text, notes: text, meta: { author: text, course: text } });
  for (const component of design.components) {
    const { id: old, in: place } = component;
    Object.assign(component, { id: id(old), name: text, notes: text, rationale: text });
    component.settings[text.slice(0, 100)] = text;
    if (place === "main") component.in = id("main");
  }
  for (const connection of design.connections) {
    Object.assign(connection, { from: id(connection.from), to: id(connection.to), label: text, group: text });
  }
  return JSON.stringify(design);
}

export default [
  ...HOSTILE.map((text, number) => [
    `hostile text ${number + 1} of ${HOSTILE.length}: shown as text, never run`,
    async (app) => {
      await app.open(hostile(text), `${text.replace(/[/\u0000]/g, "").slice(0, 60)}.json`);
      const close = app.page.getByRole("button", { name: "Close", exact: true });
      const count = () => app.page.locator("[data-component-id]").count();
      await app.page.waitForFunction(() => document.querySelectorAll("[data-component-id]").length >= 7);
      if (await close.isVisible()) await close.click();
      assert.ok((await count()) >= 7);
      for (const tab of ["Findings", "Cost", "Drills", "Terraform", "Inspector"]) {
        await app.tab(tab);
        await app.frame();
      }
      const seen = await app.page.evaluate(() => ({
        hurt: window.hurt,
        scripts: [...document.scripts].filter((script) => !script.src).length,
        images: document.querySelectorAll("img[src=x], [onerror]").length,
        links: document.querySelectorAll("a[href^='javascript:']").length,
      }));
      assert.deepEqual(seen, { hurt: undefined, scripts: 0, images: 0, links: 0 });
      // What leaves the browser is what the command line writes.
      const saved = await app.saved();
      assert.equal(zonewise(saved, "fmt").stdout, saved, "the saved file is not canonical");
      const unpacked = unzip((await app.download("Export")).bytes);
      for (const [path, bytes] of terraform(saved)) assert.ok(bytes.equals(unpacked.get(path)), `${path} differs`);
    },
  ]),
  [
    "a file that cannot be opened is refused with the reason, and nothing is lost",
    async (app) => {
      await app.open(sample("wordpress-ha"));
      await app.component("db").waitFor();
      const before = await app.saved();
      const cases = [
        ['{"format": "zonewise/1",', "line 1"],
        ["[1, 2, 3]", "not a Zonewise design"],
        ['{"format": "other/7", "components": []}', "other/7"],
        ["", "line 1"],
      ];
      for (const [text, reason] of cases) {
        await app.open(text, "broken.json");
        const dialog = app.page.getByRole("dialog", { name: "This file cannot be opened" });
        await dialog.waitFor();
        const said = await dialog.innerText();
        assert.ok(said.includes("broken.json") && said.includes(reason), said);
        await app.page.keyboard.press("Escape");
        await dialog.waitFor({ state: "hidden" });
        assert.equal(await app.saved(), before);
      }
    },
  ],
  [
    "a file that had to be mended says what was mended",
    async (app) => {
      await app.open('{"components": [{"id": "a", "type": "users"}], "connections": [{"from": "a", "to": "gone", "kind": "request"}]}');
      const dialog = app.page.getByRole("dialog", { name: "Opened, with repairs" });
      await dialog.waitFor();
      assert.ok((await dialog.innerText()).includes("gone"), await dialog.innerText());
      await dialog.getByRole("button", { name: "Close", exact: true }).click();
      await app.component("a").waitFor();
    },
  ],
  [
    "a stored design that cannot be read is put aside, not lost",
    async (app) => {
      await app.page.evaluate(() => localStorage.setItem("zonewise.design", "{broken"));
      await app.load();
      const kept = await app.page.evaluate(() => Object.values(localStorage).includes("{broken"));
      assert.ok(kept);
      assert.ok(await app.page.getByText("cannot be read").first().isVisible());
    },
  ],
];
