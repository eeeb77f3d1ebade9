// The gateway's console in tabs of a real browser, with examples/chat and no connected client (`cargo run -p
// chat -- dev`):
//
//     node tests/browser/console.mjs http://127.0.0.1:3001/ target/console.png
//
// `playwright-core` is taken from target/npm or from the folder in NPM_FOLDER, the browser is CHROMIUM or Debian's.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const [address, screenshot] = process.argv.slice(2);
if (!screenshot) {
  console.error("usage: node tests/browser/console.mjs URL SCREENSHOT");
  process.exit(2);
}
const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);
const port = new URL(address).port;
const complaints = [];

/** Asserts that the page requests nothing from other hosts and logs no error. */
function watch(page) {
  const local = (url) => url.startsWith("data:") || (LOOPBACK.has(new URL(url).hostname) && new URL(url).port === port);
  const note = (url) => local(url) || complaints.push(`request to ${url}`);
  page.on("request", (request) => note(request.url()));
  page.on("websocket", (socket) => note(socket.url()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
}

async function open(context) {
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  watch(page);
  const response = await page.goto(address);
  assert.equal(response.status(), 200);
  assert.match(response.headers()["content-security-policy"] ?? "", /default-src 'none'/);
  await page.getByRole("heading", { name: "Chat" }).waitFor();
  return page;
}

const button = (page, name) => page.getByRole("button", { name, exact: true });
const state = (page, text) => page.getByRole("status").filter({ hasText: text }).waitFor();
const entry = (page, kind, text) => page.getByRole("log").locator(`[data-kind=${kind}]`, { hasText: text }).first().waitFor();

async function setParameters(page, parameters) {
  for (const [at, [name, value]] of Object.entries(parameters).entries()) {
    if (at > 0) await button(page, "Add parameter").click();
    await page.getByLabel("Parameter name").nth(at).fill(name);
    await page.getByLabel("Parameter value").nth(at).fill(value);
  }
}

async function connect(page) {
  await button(page, "Connect").click();
  await state(page, "Connected.");
}

async function send(page, key, message) {
  await page.getByRole("radio", { name: key }).check();
  if (message) await page.getByLabel("Message", { exact: true }).fill(message);
  await button(page, "Send").click();
}

const listed = (page) => page.locator("[data-connection]").evaluateAll((rows) => rows.map((row) => row.dataset.connection));

/** Returns the listed connection that is not among the earlier ones. */
async function newcomer(page, before) {
  const find = (known) => [...document.querySelectorAll("[data-connection]")].map((row) => row.dataset.connection).find((id) => !known.includes(id));
  return (await page.waitForFunction(find, before)).jsonValue();
}

/** Moves the focus to a field with the tab key. */
async function tabTo(page, field) {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press("Tab");
    if (await field.evaluate((element) => element === document.activeElement)) return;
  }
  assert.fail("the Tab key does not get there");
}

const steps = {
  async "a handshake that is refused is shown as failed"({ ada }) {
    const complaint = ada.waitForEvent("console");
    await button(ada, "Connect").click();
    await state(ada, "The handshake failed");
    await entry(ada, "failed", "see its line in the gateway");
    assert.match((await complaint).text(), /WebSocket connection to .* failed.* 400/);
    assert.deepEqual(complaints.splice(0), [(await complaint).text()]);
  },

  async "Ada and Grace connect, and Ada is told of Grace"(world) {
    const { ada, grace } = world;
    await setParameters(ada, { name: "Ada", room: "engines" });
    await setParameters(grace, { name: "Grace", room: "engines" });
    const before = await listed(ada);
    await connect(ada);
    world.adasId = await newcomer(ada, before);
    await connect(grace);
    world.gracesId = await newcomer(ada, [...before, world.adasId]);
    await entry(ada, "received", /joined.*Grace/);
    const row = ada.locator(`[data-connection="${world.gracesId}"]`);
    await row.getByText("127.0.0.1").waitFor();
    await row.getByText("Mozilla").waitFor();
  },

  async "a message is told to both"({ ada, grace }) {
    await send(ada, "sendMessage", '{ "action": "sendMessage", "text": "Good morning" }');
    await entry(ada, "sent", "Good morning");
    for (const page of [ada, grace]) await entry(page, "received", /Ada.*Good morning/);
  },

  async "a route shows an example and the schema of its messages"({ grace }) {
    await grace.getByRole("radio", { name: "sendMessage" }).check();
    await button(grace, "Reset").click();
    assert.deepEqual(JSON.parse(await grace.getByLabel("Message", { exact: true }).inputValue()), { action: "sendMessage", text: "" });
    await grace.getByText("Schema of the message").click();
    const schema = JSON.parse(await grace.getByLabel("JSON Schema of the message").textContent());
    assert.deepEqual(schema.definitions.SendMessage.required, ["text"]);
    await grace.getByText("Schema of the message").click();
  },

  async "the diagram shows routes, functions and resources"({ grace }) {
    await grace.getByRole("heading", { name: "Diagram" }).click();
    const picture = grace.getByLabel("Diagram of the API").locator("svg");
    for (const text of ["sendMessage", "handlers::send_message", "DynamoDB::Table"]) {
      await picture.locator("text", { hasText: text }).first().waitFor();
    }
    await grace.getByRole("heading", { name: "Diagram" }).click();
  },

  async "a route with a response answers who is there"({ ada, grace }) {
    await send(grace, /whoIsHere.*returns a response/);
    await entry(grace, "received", /\+[\d.]+ m?s.*engines.*(Ada.*Grace|Grace.*Ada)/);
    assert.equal(await ada.locator("[data-kind=received]", { hasText: "names" }).count(), 0, "Ada got Grace's response");
  },

  async "$default is chosen and sent to with the keyboard alone"({ ada }) {
    await tabTo(ada, ada.getByRole("radio", { name: "sendMessage" }));
    await ada.keyboard.press("ArrowUp");
    await tabTo(ada, ada.getByLabel("Message", { exact: true }));
    await ada.keyboard.press("Control+A");
    await ada.keyboard.type("good day");
    await state(ada, "Not JSON: goes to $default.");
    await ada.keyboard.press("Control+Enter");
    await entry(ada, "sent", "good day");
    await entry(ada, "received", /problem.*sendMessage/);
  },

  async "the log opens entries with the keyboard and formats their JSON"({ ada }) {
    await tabTo(ada, ada.getByRole("log"));
    await ada.keyboard.press("End");
    await ada.keyboard.press("Enter");
    await ada.getByRole("log").locator("pre", { hasText: /^\{\n {2}"type": "problem"/ }).waitFor();
    await ada.keyboard.press("Enter");
  },

  async "data posted from the list arrives"({ ada, grace, gracesId }) {
    await ada.getByLabel(`Data to post to ${gracesId}`).fill("a word from the list");
    await button(ada, `Post to ${gracesId}`).click();
    await ada.getByText("POST: 200 OK").waitFor();
    await entry(grace, "received", "a word from the list");
    await button(ada, `Get ${gracesId}`).click();
    await ada.getByText("GET: 200 OK").waitFor();
    await ada.screenshot({ path: screenshot });
  },

  async "a connection closed from the list ends with 1000"({ ada, grace, gracesId }) {
    await button(ada, `Close ${gracesId}`).click();
    await ada.getByText("DELETE: 204 No Content").waitFor();
    await state(grace, /Closed by the other side with 1000.*DELETE/);
    await entry(grace, "closed", "1000");
    await entry(ada, "received", /left.*Grace/);
    await ada.locator(`[data-connection="${gracesId}"]`).getByText("gone", { exact: true }).waitFor();
  },

  async "a close code of the application is explained, and Grace is told who left"({ ada, grace, adasId }) {
    await connect(grace);
    await ada.getByText("Headers, subprotocols, close code").click();
    await ada.getByLabel("Close code").fill("4001");
    await ada.getByLabel("Close reason").fill("done");
    await button(ada, "Disconnect").click();
    await state(ada, "Closed by this page with 4001 “done”: a code of the application.");
    await entry(grace, "received", /left.*Ada/);
    await grace.locator(`[data-connection="${adasId}"]`).waitFor({ state: "detached" });
  },

  async "a gateway that was started anew is looked at anew"({ ada }) {
    const another = async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), gateway: "another" } });
    };
    await ada.route("**/@console/connections", another, { times: 1 });
    await Promise.all([ada.waitForRequest(/@console\/api$/), button(ada, "Refresh").click()]);
  },

  async "nothing was complained of, nothing fetched from elsewhere"() {
    assert.deepEqual(complaints, []);
  },
};

async function launch() {
  const { chromium } = createRequire(resolve(process.env.NPM_FOLDER ?? "target/npm", "package.json"))("playwright-core");
  const quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", ...quiet] });
}

let step = "a browser is started";
let browser;
try {
  browser = await launch();
  step = "the console opens in two tabs";
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const world = { ada: await open(context), grace: await open(context) };
  for (const [name, run] of Object.entries(steps)) {
    step = name;
    await run(world);
  }
  console.log(`the console works: ${Object.keys(steps).length} steps, see ${screenshot}`);
} catch (error) {
  console.error(`the console fails where ${step}:\n${error.message}`);
  if (complaints.length) console.error(`the browser complained of:\n${complaints.join("\n")}`);
  process.exitCode = 1;
} finally {
  await browser?.close();
}
