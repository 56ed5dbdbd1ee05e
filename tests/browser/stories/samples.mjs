// The designs that come with Zonewise: the browser says of them what the command line says.
import assert from "node:assert/strict";

import { unzip } from "../unzip.mjs";
import { json, sample, terraform, zonewise } from "../zonewise.mjs";

const SAMPLES = [
  ["wordpress-ha", "WordPress, highly available"],
  ["wordpress-weak", "WordPress, one zone"],
  ["serverless-web-app", "Serverless web application"],
  ["web-servers", "Web servers behind a load balancer"],
  ["etherpad", "Etherpad with CodeDeploy"],
  ["imagery", "Imagery, work in a queue"],
  ["notea", "Notea on Fargate"],
];

/** US dollars, rounded to cents half away from zero, as the screen says them. */
function money(amount) {
  const [whole, rest = ""] = amount.split(".");
  const cents = BigInt(whole) * 100n + BigInt(rest.padEnd(2, "0").slice(0, 2)) + (Number(rest[2] ?? 0) >= 5 ? 1n : 0n);
  const digits = (cents / 100n).toString().replace(/\B(?=(\d{3})+$)/g, ",");
  return `$${digits}.${(cents % 100n).toString().padStart(2, "0")}`;
}

export default SAMPLES.map(([file, name]) => [
  `${file}: findings, cost, availability and files equal the command line's`,
  async (app) => {
    const design = sample(file);
    await app.page.getByRole("button", { name: new RegExp(`^${name}`) }).click();
    for (const { id } of JSON.parse(design).components) await app.component(id).waitFor();

    const { findings } = json(design, "check");
    const expected = findings.map((finding) => `${finding.rule} ${finding.severity}`).sort();
    assert.deepEqual(await app.findings(), expected);
    const count = (severity) => findings.filter((finding) => finding.severity === severity).length;
    const [errors, warnings, advice] = ["error", "warning", "advice"].map(count);
    const said = `${errors} ${errors === 1 ? "error" : "errors"} · ${warnings} ${warnings === 1 ? "warning" : "warnings"} · ${advice} advice`;
    assert.ok((await app.figure("Findings")).includes(said), await app.figure("Findings"));
    for (const finding of findings) {
      assert.ok(await app.page.locator(`[data-rule=${finding.rule}]`, { hasText: finding.message }).count(), finding.message);
    }

    // The digits of the total as text, so that no float comes between.
    const { stdout } = zonewise(design, "cost", "--format", "json");
    const total = /"total": \{\s*"min": ([\d.]+),\s*"expected": ([\d.]+),\s*"max": ([\d.]+)/.exec(stdout);
    const [min, middle, max] = total.slice(1).map(money);
    const figure = await app.figure("Monthly cost");
    assert.ok(figure.includes(middle), `${figure} lacks ${middle}`);
    if (min !== max) assert.ok(figure.includes(min) && figure.includes(max), `${figure} lacks ${min} or ${max}`);

    const { paths } = json(design, "drills");
    const worst = Math.min(...paths.map((path) => path.availability));
    const percent = /([\d.]+) %/.exec(await app.figure("Availability"))[1];
    const digits = (percent.split(".")[1] ?? "").length;
    // Rounded down to the digits shown, or to the nearest: never more than one unit of the last digit away.
    assert.ok(Math.abs(worst * 100 - Number(percent)) < 10 ** -digits, `${percent} % where ${worst} was expected`);

    const zip = await app.download("Export");
    const files = terraform(design);
    const unpacked = unzip(zip.bytes);
    assert.deepEqual([...unpacked.keys()].sort(), [...files.keys()].sort());
    for (const [path, bytes] of files) assert.ok(bytes.equals(unpacked.get(path)), `${path} differs`);
    assert.deepEqual(app.requests, []);
  },
]);
