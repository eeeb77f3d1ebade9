// Generates the template with SST's library: `sst.mjs ROUTES LAYOUT FOLDER`. SST's command line would make
// requests to AWS first.

import { pathToFileURL } from "node:url";
import { keys } from "./keys.mjs";

const load = (name) => import(pathToFileURL(`${process.cwd()}/node_modules/sst/${name}`));
const [routes, layout, outdir] = process.argv.slice(2);

// Otherwise SST looks for the account's buckets.
process.env.NODE_ENV = "test";
const { setProject } = await load("project.js");
setProject({
  config: { name: "chat", stage: "prod", region: "us-east-1", ssmPrefix: "/sst/chat/prod/" },
  paths: { root: outdir, out: outdir, artifacts: outdir },
});
const { App, Function, WebSocketApi } = await load("constructs/index.js");

const place = { name: "chat", stage: "prod", region: "us-east-1", account: "123456789012" };
// The stack of 200 routes has more resources than CloudFormation accepts, 3 for each route, and the CDK would
// fail.
const context = { "@aws-cdk/core:stackResourceLimit": 0 };
// An inactive stack does not bundle its functions' code.
const app = new App({ mode: "deploy", isActiveStack: () => false, ...place }, { outdir, context });
app.stack(({ stack }) => {
  const shared = layout === "shared" && new Function(stack, "Function", { handler: "src/chat.main" });
  new WebSocketApi(stack, "Chat", {
    routes: Object.fromEntries(keys(Number(routes)).map((key) => [key, shared || "src/chat.main"])),
    accessLog: { retention: "one_week" },
  });
}, { id: "Chat" });
await app.finish();
app.synth();
