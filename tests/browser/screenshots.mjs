// Takes the pictures of the README from the running app: node tests/browser/screenshots.mjs
import { mkdirSync } from "node:fs";

import { App } from "./app.mjs";
import { launch } from "./browser.mjs";
import { serve } from "./server.mjs";
import { sample } from "./zonewise.mjs";

const out = new URL("../../docs/screenshots/", import.meta.url);
mkdirSync(out, { recursive: true });

const LARGE = { width: 1440, height: 900 };
const SMALL = { width: 1024, height: 768 };

/** Name, window, colours, design, and what to do before the picture. */
const PICTURES = [
  ["start-light", { ...LARGE }, null, async () => {}],
  ["edit-light", { ...LARGE }, "wordpress-ha", async (app) => app.select("db")],
  ["edit-dark", { ...LARGE, scheme: "dark" }, "wordpress-ha", async (app) => app.select("web")],
  ["findings-light", { ...LARGE }, "wordpress-weak", async (app) => app.tab("Findings")],
  ["findings-dark", { ...LARGE, scheme: "dark" }, "wordpress-weak", async (app) => app.tab("Findings")],
  [
    "drill-light",
    { ...LARGE },
    "wordpress-ha",
    async (app) => {
      await app.page.getByRole("button", { name: "Fail zone us-east-1a", exact: true }).click();
      await app.tab("Drills");
    },
  ],
  [
    "drill-dark",
    { ...LARGE, scheme: "dark" },
    "wordpress-ha",
    async (app) => {
      await app.page.getByRole("button", { name: "Fail zone us-east-1a", exact: true }).click();
      await app.tab("Drills");
    },
  ],
  ["cost-light", { ...LARGE }, "wordpress-ha", async (app) => app.tab("Cost")],
  ["terraform-light", { ...LARGE }, "wordpress-ha", async (app) => app.tab("Terraform")],
  ["serverless-light", { ...LARGE }, "serverless-web-app", async (app) => app.tab("Findings")],
  ["queue-light", { ...LARGE }, "imagery", async (app) => app.select("worker")],
  ["containers-dark", { ...LARGE, scheme: "dark" }, "notea", async (app) => app.tab("Cost")],
  ["edit-1024-light", { ...SMALL }, "wordpress-ha", async (app) => app.select("alb")],
  ["drill-1024-dark", { ...SMALL, scheme: "dark" }, "wordpress-ha", async (app) => app.tab("Drills")],
];

const server = await serve();
const browser = await launch();
for (const [name, look, design, prepare] of PICTURES) {
  const app = await App.open(browser, server.url, look);
  if (design) {
    await app.open(sample(design));
    await app.page.locator("[data-component-id]").first().waitFor();
    await app.fit();
  }
  await prepare(app);
  // What is said in passing is not for the picture.
  await app.page.mouse.move(look.width / 2, 5);
  await app.frame();
  await app.page.waitForTimeout(400);
  await app.page.screenshot({ path: new URL(`${name}.png`, out).pathname });
  app.expectNothingWrong();
  console.log(`docs/screenshots/${name}.png`);
  await app.close();
}
await browser.close();
server.stop();
