// The browser of this machine, driven by playwright-core, which brings none of its own.
import { execFileSync } from "node:child_process";

import { chromium } from "playwright-core";

function installed() {
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  for (const name of process.env.CHROMIUM ? [process.env.CHROMIUM] : names) {
    try {
      return execFileSync("sh", ["-c", 'command -v "$1"', "sh", name], { encoding: "utf8" }).trim();
    } catch {
      // Try the next one.
    }
  }
  throw new Error("no Chromium or Chrome was found; set CHROMIUM to its path");
}

/** Launches it, without anything that reaches for the network by itself. */
export function launch() {
  return chromium.launch({
    executablePath: installed(),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
