// The scenario of the lobby in Node: `node lobby.mjs PROGRAM`, in the folder of the compiled files.

import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

import { Gateway } from "./gateway.mjs";

const here = pathToFileURL(`${process.cwd()}/`);
const { scenario } = await import(new URL("lobby_scenario.js", here));
const gateway = new Gateway(process.argv[2]);
await gateway.start();
try {
  await scenario(gateway.url, { WebSocket: createRequire(here)("ws") });
} finally {
  await gateway.kill();
}
