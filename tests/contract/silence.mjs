// A dead connection, in Node and in Chromium: `node silence.mjs URL NODE_MODULES_OF_PLAYWRIGHT`, in the
// folder of the compiled files.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

import { inBrowser } from "./browser.mjs";
import { Proxy } from "./silent.mjs";

const [url, playwright] = process.argv.slice(2);
const here = pathToFileURL(`${process.cwd()}/`);
const { scenario } = await import(new URL("silence_scenario.js", here));

async function throughProxy(what, run) {
  const proxy = new Proxy();
  const port = await proxy.before(new URL(url).port);
  const place = { url: url.replace(/:[0-9]+/, `:${port}`), name: what, silence: async () => proxy.silence(), speak: async () => proxy.speak() };
  try {
    assert.deepEqual(await run(place), ["in flight", "handshake", "again", "heartbeat"]);
    console.log(what);
  } finally {
    proxy.close();
  }
}

await throughProxy("ws", (place) => scenario(place, { WebSocket: createRequire(here)("ws") }));
await throughProxy("node", (place) => scenario(place, {}));
await throughProxy("chromium", (place) => inBrowser(playwright, here, "silence_scenario.js", place));
