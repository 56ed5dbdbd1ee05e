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
    // The last thing to be loaded; `null` = it could not be.
    await this.page.waitForFunction(() => window.zonewiseMaker !== undefined);
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

  // Finding things.

  canvas() {
    return this.page.getByRole("application", { name: "Canvas", exact: true });
  }

  component(id) {
    return this.page.locator(`[data-component-id=${JSON.stringify(id)}]`).first();
  }

  connection(from, to) {
    return this.page.locator(`[data-connection=${JSON.stringify(`${from}->${to}`)}]`).first();
  }

  /** The ids of all drawn components. */
  async components() {
    const drawn = await this.page.locator("[data-component-id]").all();
    const ids = await Promise.all(drawn.map((one) => one.getAttribute("data-component-id")));
    return [...new Set(ids)].sort();
  }

  /** What a figure of the bottom bar says. */
  async figure(name) {
    return (await this.page.getByRole("status", { name, exact: true }).innerText()).replace(/\s+/g, " ").trim();
  }

  async tab(name) {
    await this.page.getByRole("tab", { name: new RegExp(`^${name}`) }).click();
  }

  /** The findings that the panel lists: rules and severities, sorted. */
  async findings() {
    await this.tab("Findings");
    const listed = await this.page.locator("[data-rule]").all();
    const of = (one) => Promise.all([one.getAttribute("data-rule"), one.getAttribute("data-severity")]);
    return (await Promise.all(listed.map(of))).map((pair) => pair.join(" ")).sort();
  }

  // Doing things.

  async blank() {
    const start = this.page.getByRole("button", { name: "Blank design" });
    if (await start.isVisible()) await start.click();
  }

  /** Opens a design's text as a file, by the chooser. */
  async open(text, name = "design.zonewise.json") {
    const chooser = this.page.waitForEvent("filechooser");
    await this.page.getByRole("button", { name: "Open", exact: true }).click();
    await (await chooser).setFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
  }

  /** Clicks a button and gives the file that it offers: name and bytes. */
  async download(button) {
    const offered = this.page.waitForEvent("download");
    await this.page.getByRole("button", { name: button, exact: true }).first().click();
    const file = await offered;
    const chunks = [];
    for await (const chunk of await file.createReadStream()) chunks.push(chunk);
    return { name: file.suggestedFilename(), bytes: Buffer.concat(chunks) };
  }

  /** The design as the browser saves it. */
  async saved() {
    return (await this.download("Save")).bytes.toString("utf8");
  }

  /** Drags with the pointer: down, several moves, up. */
  async drag(from, to, { steps = 12 } = {}) {
    const { mouse } = this.page;
    await mouse.move(from.x, from.y);
    await mouse.down();
    await mouse.move(from.x + 6, from.y + 4, { steps: 3 });
    await mouse.move(to.x, to.y, { steps });
    // One frame, as a hand takes: moves are handled once a frame.
    await this.frame();
    await mouse.up();
    await this.frame();
  }

  /** Waits until the browser has painted twice. */
  async frame() {
    await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }

  /** The middle of an element on the screen, or another point of it as shares of its size. */
  async point(locator, x = 0.5, y = 0.5) {
    const box = await locator.boundingBox();
    assert.ok(box, `${locator} is not on the screen`);
    return { x: box.x + box.width * x, y: box.y + box.height * y };
  }

  /** Drags a service from the palette onto a point of the screen; gives the new component's id. */
  async add(service, to) {
    const before = await this.components();
    const item = this.page.getByRole("button", { name: service, exact: true });
    await item.scrollIntoViewIfNeeded();
    await this.drag(await this.point(item), to);
    const added = (await this.components()).filter((id) => !before.includes(id));
    assert.ok(added.length > 0, `dropping ${service} added nothing`);
    return added;
  }

  /** Shows the whole design. */
  async fit() {
    await this.canvas().focus();
    await this.page.keyboard.press("Shift+1");
    await this.frame();
  }

  /** Connects two components by dragging from the first one's lower edge onto the second. */
  async connect(from, to) {
    const start = await this.point(this.component(from), 0.5, 1);
    await this.drag({ x: start.x, y: start.y - 2 }, await this.point(this.component(to)));
    await this.connection(from, to).waitFor({ state: "attached" });
  }

  /** Selects one component by clicking it near its upper left corner; a VPC by its frame there. */
  async select(id) {
    const title = (await this.component(id).getAttribute("aria-label")) ?? "";
    const frame = title.startsWith("VPC");
    await this.component(id).click({ position: frame ? { x: 60, y: 2 } : { x: 24, y: 14 } });
    await this.page.getByRole("region", { name: "Component", exact: true }).waitFor();
  }

  /** Selects a connection by clicking a point of its line that nothing covers. */
  async selectConnection(from, to) {
    const line = this.connection(from, to);
    const at = await line.evaluate((element) => {
      const path = element.matches("path") ? element : element.querySelector("path");
      const matrix = path.getScreenCTM();
      const length = path.getTotalLength();
      for (const share of [0.5, 0.35, 0.65, 0.2, 0.8, 0.1, 0.9]) {
        const { x, y } = path.getPointAtLength(length * share).matrixTransform(matrix);
        const cover = document.elementFromPoint(x, y)?.closest("[data-component-id], button");
        // A VPC lies below the lines that cross it.
        if (!cover || cover.getAttribute("aria-label")?.startsWith("VPC")) return { x, y };
      }
      return null;
    });
    assert.ok(at, `${from}->${to} is covered everywhere`);
    await this.page.mouse.click(at.x, at.y);
    await this.page.getByRole("region", { name: "Connection" }).waitFor();
  }

  // The inspector. A control carries the name of its setting, as files have it, in `data-setting`.

  inspector() {
    return this.page.getByRole("tabpanel");
  }

  control(name) {
    return this.inspector().locator(`[data-setting=${JSON.stringify(name)}]`);
  }

  /** Opens the folds of the inspector. */
  async unfold() {
    const folded = this.inspector().locator("details:not([open]) > summary");
    while (await folded.count()) await folded.first().click();
  }

  /** Sets a setting of what is selected, by its own control or among the further settings. */
  async set(name, value) {
    await this.unfold();
    const control = this.control(name);
    if ((await control.count()) === 0) {
      const further = this.inspector().getByLabel("Further settings", { exact: true });
      const now = JSON.parse((await further.inputValue()) || "{}");
      await further.fill(JSON.stringify({ ...now, [name]: value }));
      await further.blur();
    } else if ((await control.getAttribute("role")) === "switch") {
      await control.setChecked(value);
    } else if (await control.evaluate((element) => element.tagName === "SELECT")) {
      await control.selectOption(typeof value === "boolean" ? (value ? "yes" : "no") : String(value));
    } else {
      await control.fill(typeof value === "object" ? JSON.stringify(value) : String(value));
      await control.blur();
    }
    assert.equal(await this.inspector().getByRole("alert").count(), 0, `${name} is refused: ${JSON.stringify(value)}`);
  }

  /** Puts what is selected into a tier and zones. */
  async place(tier, zones) {
    await this.control("tier").selectOption(tier);
    const group = this.inspector().getByRole("group", { name: "Zones" });
    for (const zone of "abcdef") {
      const button = group.getByRole("button", { name: `Zone ${zone}`, exact: true });
      if (!(await button.count())) continue;
      const pressed = (await button.getAttribute("aria-pressed")) === "true";
      if (pressed !== zones.includes(zone)) await button.click();
    }
  }
}
