// The scenario in Node and in Chromium: `node run.mjs PROGRAM NODE_MODULES_OF_PLAYWRIGHT`, in the folder of what was compiled.

import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

import { Gateway } from "./gateway.mjs";

const [program, playwright] = process.argv.slice(2);
const here = pathToFileURL(`${process.cwd()}/`);
const require = createRequire(here);
const { scenario } = await import(new URL("scenario.js", here));
const STEPS = ["messages", "replies", "errors", "size", "heartbeat", "restart", "ends"];

async function inGateway(what, run) {
  const gateway = new Gateway(program, ["--idle-timeout", "1s"]);
  await gateway.start();
  try {
    assert.deepEqual(await run(gateway), STEPS);
    console.log(`${what}: ${STEPS.join(", ")}`);
  } finally {
    await gateway.kill();
  }
}

async function inBrowser(gateway) {
  const files = createServer(async ({ url }, response) => {
    const file = url === "/" ? null : await readFile(new URL(`.${url}`, here)).catch(() => null);
    response.setHeader("content-type", file ? "text/javascript" : "text/html");
    response.end(file ?? "<!doctype html><title>scenario</title>");
  }).listen(0, "127.0.0.1");
  await once(files, "listening");
  const { chromium } = createRequire(`${playwright}/`)("playwright-core");
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage();
    page.on("pageerror", (error) => console.error(error.message));
    await page.exposeFunction("killGateway", () => gateway.kill());
    await page.exposeFunction("startGateway", () => gateway.start());
    await page.goto(`http://127.0.0.1:${files.address().port}/`);
    return await page.evaluate(async (url) => {
      const { scenario } = await import("/scenario.js");
      return await scenario({ url, kill: globalThis.killGateway, start: globalThis.startGateway }, {});
    }, gateway.url);
  } finally {
    await browser.close();
    files.close();
  }
}

await inGateway("Node with `ws`", (gateway) => scenario(gateway, { WebSocket: require("ws") }));
await inGateway("Node's own", (gateway) => scenario(gateway, {}));
await inGateway("Chromium", inBrowser);
