// Starts the app, and says so when that fails. Also sets the theme before anything is painted.
(() => {
  "use strict";
  const script = document.currentScript;
  const THEME = "zonewise.theme";
  const DESIGN = "zonewise.design";
  const read = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };

  const dark = matchMedia("(prefers-color-scheme: dark)");
  const paint = () => {
    const chosen = read(THEME);
    document.documentElement.dataset.theme = chosen ?? (dark.matches ? "dark" : "light");
  };
  paint();
  dark.addEventListener("change", paint);

  const byId = (id) => document.getElementById(id);
  // The app calls this, too, when it stops for good.
  window.zonewiseStopped = (title, text, detail) => {
    const saved = read(DESIGN);
    byId("start").hidden = true;
    byId("crash-title").textContent = title;
    byId("crash-text").textContent = text;
    byId("crash-detail").textContent = detail;
    byId("crash").hidden = false;
    byId("crash-save").hidden = byId("crash-clear").hidden = saved === null;
    byId("crash-reload").onclick = () => location.reload();
    byId("crash-save").onclick = () => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([saved], { type: "application/json" }));
      link.download = "rescued.zonewise.json";
      link.click();
    };
    byId("crash-clear").onclick = () => {
      try {
        localStorage.setItem(DESIGN + ".put-aside", saved);
        localStorage.removeItem(DESIGN);
      } catch {
        // Without storage there is nothing to put aside.
      }
      location.reload();
    };
    byId("crash-reload").focus();
  };

  const at = (name) => new URL(script.dataset[name], document.baseURI);
  // A file's text; null where it cannot be had, which the app says and lives with.
  const text = async (url) => {
    try {
      const response = await fetch(url);
      return response.ok ? await response.text() : null;
    } catch {
      return null;
    }
  };

  // The module that makes the Terraform, once the page can be used. `null` says that it will not come.
  const loadMaker = async () => {
    try {
      const maker = await import(at("maker"));
      await maker.default({ module_or_path: at("makerWasm") });
    } catch (error) {
      console.warn(`Terraform cannot be made: ${error}`);
      window.zonewiseMaker = null;
    }
    window.dispatchEvent(new Event("zonewise-maker"));
  };

  const start = async () => {
    try {
      if (typeof WebAssembly !== "object") {
        throw new Error("This browser has no WebAssembly.");
      }
      const [app, prices] = await Promise.all([import(at("js")), text(at("prices"))]);
      window.zonewisePrices = prices;
      await app.default({ module_or_path: at("wasm") });
      byId("start").hidden = true;
      setTimeout(loadMaker, 0);
    } catch (error) {
      if (byId("crash").hidden) {
        window.zonewiseStopped(
          "Zonewise could not start",
          "A newer version may have been put online while this page was loading; reloading often helps. Your designs stay in this browser.",
          String(error),
        );
      }
    }
  };
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
