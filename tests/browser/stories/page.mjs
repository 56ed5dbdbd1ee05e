// The page itself: it starts, and it talks to nobody.
import assert from "node:assert/strict";

export default [
  [
    "the page starts and asks for nothing more",
    async (app) => {
      assert.equal(await app.page.title().then((title) => title.includes("Zonewise")), true);
      await app.page.waitForTimeout(500);
      assert.deepEqual(app.requests, []);
    },
  ],
  [
    "without the files beside the module the page works, and says what is missing",
    async (app) => {
      for (const text of ["Failed to load resource", "net::ERR_FAILED", "Failed to fetch"]) app.tolerate(text);
      await app.page.route(/prices-/, (route) => route.abort());
      await app.load();
      await app.page.getByText("The price tables could not be loaded").waitFor();
      await app.page.getByRole("button", { name: /WordPress, highly available/ }).click();
      await app.component("web").waitFor();
      await app.tab("Cost");
      await app.page.getByText("the price tables were not loaded").first().waitFor();
      await app.page.route(/zonewise-maker/, (route) => route.abort());
      await app.load();
      await app.page.getByText("What makes the Terraform could not be loaded").first().waitFor();
      await app.tab("Cost");
      await app.page.getByText("prices are not loaded").first().waitFor();
    },
  ],
  [
    "the page's policy refuses every other address",
    async (app) => {
      app.tolerate("Content Security Policy");
      app.tolerate("Content-Security-Policy");
      app.tolerate("violates the following");
      for (const attempt of ["fetch", "image", "script"]) {
        const outcome = await app.page.evaluate(async (attempt) => {
          const url = "https://elsewhere.invalid/";
          if (attempt === "fetch") return fetch(url).then(() => "loaded", (error) => error.name);
          const blocked = new Promise((resolve) => {
            document.addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective), { once: true });
          });
          const element = document.createElement(attempt === "image" ? "img" : "script");
          element.src = url;
          document.head.append(element);
          return blocked;
        }, attempt);
        assert.equal(outcome, { fetch: "TypeError", image: "img-src", script: "script-src-elem" }[attempt]);
      }
      assert.deepEqual(app.requests.filter((url) => !url.startsWith(app.url)), []);
    },
  ],
];
