// The main story: from an empty canvas to a highly available WordPress, judged, broken, priced, exported.
import assert from "node:assert/strict";

import { unzip } from "../unzip.mjs";
import { catalog, json, sample, terraform, zonewise } from "../zonewise.mjs";

/** Settings without those that say what holds anyway. */
function chosen(type, settings) {
  const known = catalog.find((service) => service.id === type).settings;
  const holds = ([name, value]) => known.find((setting) => setting.name === name)?.default === value;
  return Object.fromEntries(Object.entries(settings).filter((entry) => !holds(entry)));
}

/** A saved design with the sample's ids instead of its own, without geometry and names. */
function comparable(text, ids = {}) {
  const design = JSON.parse(text);
  const id = (own) => ids[own] ?? own;
  const bare = ({ id: own, type, in: place, tier, zones, settings = {}, usage = {} }) => [
    id(own),
    { type, in: place && id(place), tier, zones, settings: chosen(type, settings), usage },
  ];
  const line = ({ from, to, kind, settings = {} }) => [`${id(from)}->${id(to)}`, { kind, settings }];
  return {
    region: design.region,
    components: Object.fromEntries(design.components.map(bare)),
    connections: Object.fromEntries(design.connections.map(line)),
  };
}

export default [
  [
    "draw WordPress from nothing, judge it, break it, price it, export it",
    async (app) => {
      await app.blank();
      const stage = await app.canvas().boundingBox();
      const at = (x, y) => ({ x: stage.x + stage.width * x, y: stage.y + stage.height * y });

      // Drop everything. The load balancer brings its VPC along.
      const [visitors] = await app.add("Users", at(0.08, 0.12));
      const [cdn] = await app.add("Amazon CloudFront", at(0.08, 0.4));
      const brought = await app.add("Application Load Balancer", at(0.55, 0.5));
      assert.equal(brought.length, 2, "a load balancer needs a VPC, which is created with it");
      const kinds = Object.fromEntries(JSON.parse(await app.saved()).components.map((one) => [one.id, one.type]));
      const alb = brought.find((id) => kinds[id] === "alb");
      const main = brought.find((id) => kinds[id] === "vpc");
      await app.fit();
      // A little to the right of the row's name, so in the first lane of the row.
      const row = async (tier) => {
        const name = await app.point(app.component(main).getByText(tier, { exact: true }), 1, 0.5);
        return { x: name.x + 60, y: name.y };
      };
      const [web] = await app.add("Auto Scaling group", await row("private"));
      await app.fit();
      const [db] = await app.add("Amazon RDS", await row("isolated"));
      await app.fit();
      const [files] = await app.add("Amazon EFS", await row("isolated"));
      await app.fit();

      // Connect by dragging from the cards' edges.
      await app.connect(visitors, cdn);
      await app.connect(cdn, alb);
      await app.connect(alb, web);
      await app.connect(web, db);
      await app.connect(web, files);

      // Placement and settings by the inspector.
      await app.tab("Inspector");
      const wanted = JSON.parse(sample("wordpress-ha"));
      const ids = { [visitors]: "visitors", [cdn]: "cdn", [alb]: "alb", [main]: "main", [web]: "web", [db]: "db", [files]: "files" };
      for (const [own, theirs] of Object.entries(ids)) {
        const { tier, zones, settings, usage = {} } = wanted.components.find((one) => one.id === theirs);
        await app.select(own);
        if (tier) await app.place(tier, zones);
        for (const [name, value] of Object.entries(settings)) {
          if (name !== "zones") await app.set(name, value);
        }
        for (const [name, value] of Object.entries(usage)) await app.set(name, value);
      }
      for (const { from, to, settings } of wanted.connections) {
        if (!settings) continue;
        const own = (theirs) => Object.keys(ids).find((id) => ids[id] === theirs);
        await app.selectConnection(own(from), own(to));
        for (const [name, value] of Object.entries(settings)) await app.set(name, value);
      }
      const drawn = await app.saved();
      assert.deepEqual(comparable(drawn, ids), comparable(sample("wordpress-ha")));
      assert.equal(zonewise(drawn, "check").status, 0);
      const price = await app.figure("Monthly cost");

      // Reload: it is still there, to the byte.
      await app.load();
      await app.component(db).waitFor();
      assert.equal(await app.saved(), drawn);
      assert.equal(await app.figure("Monthly cost"), price);

      // Make the database single: the finding, and its way back.
      await app.select(db);
      await app.tab("Inspector");
      await app.set("multi_az", false);
      assert.ok((await app.findings()).includes("HA013 error"), "HA013 is missing");
      assert.notEqual(await app.figure("Monthly cost"), price);
      await app.page.getByRole("button", { name: "Undo", exact: true }).click();
      assert.ok(!(await app.findings()).some((finding) => finding.startsWith("HA013")));
      assert.equal(await app.saved(), drawn);

      // Fail zone a: what the drills say is what the command line says.
      const drill = json(drawn, "drills").drills.find(({ failure }) => failure.zone === "us-east-1/a");
      assert.equal(drill.outcome, "recovers");
      await app.page.getByRole("button", { name: "Fail zone us-east-1a", exact: true }).click();
      await app.page.getByRole("button", { name: "Restore zone us-east-1a", exact: true }).waitFor();
      await app.tab("Drills");
      const said = await app.page.locator(`[data-playing] [data-path=${JSON.stringify(drill.path)}]`).innerText();
      assert.ok(said.includes(drill.outcome), said);
      await app.page.getByRole("button", { name: "End the drill", exact: true }).click();
      await app.page.getByRole("button", { name: "Fail zone us-east-1a", exact: true }).waitFor();
      assert.equal(await app.saved(), drawn, "a drill changes nothing");

      // Export: every file is the command line's.
      const zip = await app.download("Export");
      const unpacked = unzip(zip.bytes);
      const expected = terraform(drawn);
      assert.ok(expected.size > 3);
      assert.deepEqual([...unpacked.keys()].sort(), [...expected.keys()].sort());
      for (const [path, bytes] of expected) assert.ok(bytes.equals(unpacked.get(path)), `${path} differs`);

      assert.deepEqual(app.requests, [], "requests after load");
    },
  ],
];
