// Zonewise in a page, as a user meets it: everything is found by its accessible name or by the
// documented `data-` attributes, never by class or position in the markup.
import assert from "node:assert/strict";

export class App {
  /** Opens the app in a fresh context: no storage, nothing remembered. */
  static async open(browser, url, { width = 1440, height = 900, scheme = "light" } = {}) {
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: scheme,
      acceptDownloads: true,
      reducedMotion: "reduce",
    });
    const page = await context.newPage();
    const app = new App(context, page, url);
    app.record();
    await app.load();
    return app;
  }

  constructor(context, page, url) {
    Object.assign(this, { context, page, url, console: [], problems: [], requests: [], tolerated: [] });
    page.setDefaultTimeout(10_000);
  }

  /** Writes down what happens: requests, messages, and what must never happen. */
  record() {
    this.page.on("console", (message) => {
      this.console.push(`${message.type()}: ${message.text()}`);
      if (message.type() === "error") this.problems.push(`the console says: ${message.text()}`);
    });
    this.page.on("pageerror", (error) => this.problems.push(`uncaught: ${error}`));
    this.page.on("dialog", (dialog) => {
      this.problems.push(`a dialog opened: ${dialog.message()}`);
      dialog.dismiss();
    });
    this.context.on("request", (request) => {
      // Files that the page made itself are no requests to anybody.
      if (!/^(blob|data):/.test(request.url())) this.requests.push(request.url());
    });
    // What the page's policy refuses never leaves the browser; the console says so, which is a problem above.
    this.context.on("requestfailed", (request) => {
      if (request.failure()?.errorText === "csp") this.requests.splice(this.requests.indexOf(request.url()), 1);
    });
  }

  /** Loads the page anew and waits until the canvas is there; forgets the requests that took. */
  async load() {
    await this.page.goto(this.url);
    await this.canvas().waitFor({ state: "attached" });
    await this.page.waitForLoadState("networkidle");
    this.requests.length = 0;
  }

  async close() {
    await this.context.close();
  }

  /** Problems whose text holds this are expected by the story. */
  tolerate(text) {
    this.tolerated.push(text);
  }

  expectNothingWrong() {
    const problems = this.problems.filter((problem) => !this.tolerated.some((text) => problem.includes(text)));
    assert.deepEqual(problems, []);
    const foreign = this.requests.filter((url) => !url.startsWith(this.url));
    assert.deepEqual(foreign, [], "requests to other places");
  }

  canvas() {
    return this.page.getByRole("application", { name: "Canvas", exact: true });
  }
}
