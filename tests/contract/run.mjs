// The scenario in Node and in Chromium: `node run.mjs PROGRAM NODE_MODULES_OF_PLAYWRIGHT`, in the folder of
// the compiled files.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

import { inBrowser } from "./browser.mjs";
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

await inGateway("Node with `ws`", (gateway) => scenario(gateway, { WebSocket: require("ws") }));
await inGateway("Node's own", (gateway) => scenario(gateway, {}));
await inGateway("Chromium", (gateway) => {
  const place = { url: gateway.url, kill: () => gateway.kill(), start: () => gateway.start() };
  return inBrowser(playwright, here, "scenario.js", place);
});
