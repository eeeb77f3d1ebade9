import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";

/** Runs the `scenario` of a module in Chromium, with functions of a place that run in Node. `folder` is the
/** URL of the files. */
export async function inBrowser(playwright, folder, module, place) {
  const files = createServer(async ({ url }, response) => {
    const file = url === "/" ? null : await readFile(new URL(`.${url}`, folder)).catch(() => null);
    response.setHeader("content-type", file ? "text/javascript" : "text/html");
    response.end(file ?? "<!doctype html><title>scenario</title>");
  }).listen(0, "127.0.0.1");
  await once(files, "listening");
  const { chromium } = createRequire(`${playwright}/`)("playwright-core");
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage();
    page.on("pageerror", (error) => console.error(error.message));
    const [functions, values] = [[], {}];
    for (const [name, value] of Object.entries(place)) {
      if (typeof value !== "function") values[name] = value;
      else await page.exposeFunction(`place_${name}`, value).then(() => functions.push(name));
    }
    await page.goto(`http://127.0.0.1:${files.address().port}/`);
    return await page.evaluate(
      async ([module, functions, values]) => {
        const { scenario } = await import(`/${module}`);
        const place = { ...values };
        for (const name of functions) place[name] = globalThis[`place_${name}`];
        return await scenario(place, {});
      },
      [module, functions, values],
    );
  } finally {
    await browser.close();
    files.close();
  }
}
