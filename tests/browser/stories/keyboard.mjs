// The keyboard and the colours.
import assert from "node:assert/strict";

import { sample } from "../zonewise.mjs";

export default [
  [
    "colours follow the system until chosen, and the choice is remembered",
    async (app) => {
      const background = () => app.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const light = await background();
      await app.page.emulateMedia({ colorScheme: "dark" });
      await app.load();
      const dark = await background();
      assert.notEqual(dark, light);
      await app.page.getByRole("button", { name: "Light colours" }).click();
      assert.equal(await background(), light);
      await app.load();
      assert.equal(await background(), light);
    },
  ],
  [
    "deleting, undo and redo by keys",
    async (app) => {
      await app.open(sample("wordpress-ha"));
      await app.component("db").waitFor();
      const before = await app.saved();
      await app.select("db");
      await app.page.keyboard.press("Delete");
      await app.component("db").waitFor({ state: "detached" });
      await app.page.keyboard.press("Control+z");
      await app.component("db").waitFor();
      assert.equal(await app.saved(), before);
      await app.canvas().focus();
      await app.page.keyboard.press("Control+Shift+Z");
      await app.component("db").waitFor({ state: "detached" });
      await app.page.keyboard.press("Control+z");
      assert.equal(await app.saved(), before);
    },
  ],
  [
    "keys of the canvas do not reach it from a field",
    async (app) => {
      await app.open(sample("wordpress-ha"));
      await app.select("db");
      await app.tab("Inspector");
      const name = app.page.getByRole("tabpanel").getByLabel("Name", { exact: true });
      await name.fill("Orders");
      await name.press("Backspace");
      await name.press("Delete");
      await name.press("Enter");
      await app.component("db").waitFor();
      assert.equal(JSON.parse(await app.saved()).components.find((one) => one.id === "db").name, "Order");
    },
  ],
  [
    "a design can be begun with the keyboard alone",
    async (app) => {
      await app.blank();
      await app.page.keyboard.press("/");
      await app.page.keyboard.type("cloudfront");
      await app.page.keyboard.press("Enter");
      await app.page.locator("[data-component-id]").first().waitFor();
      const [component] = JSON.parse(await app.saved()).components;
      assert.equal(component.type, "cloudfront");
    },
  ],
];
