// Generates the template with the AWS CDK: `cdk.mjs ROUTES LAYOUT FOLDER [unchecked]`; the last word disables
// its validation.

import { createRequire } from "node:module";
import { keys } from "./keys.mjs";

const require = createRequire(`${process.cwd()}/`);
const { App, Stack } = require("aws-cdk-lib");
const { LogGroupLogDestination, WebSocketApi, WebSocketStage } = require("aws-cdk-lib/aws-apigatewayv2");
const { WebSocketLambdaIntegration } = require("aws-cdk-lib/aws-apigatewayv2-integrations");
const { Code, Function, Runtime } = require("aws-cdk-lib/aws-lambda");
const { LogGroup, RetentionDays } = require("aws-cdk-lib/aws-logs");

const [routes, layout, outdir, unchecked] = process.argv.slice(2);

// The stack of 200 routes has more resources than CloudFormation accepts, 3 for each route, and the CDK would
// fail.
const context = { "@aws-cdk/core:stackResourceLimit": 0 };
const app = new App({ outdir, context, builtinCloudFormationValidation: !unchecked });
const stack = new Stack(app, "Chat", { env: { region: "us-east-1", account: "123456789012" } });
const make = (id) =>
  new Function(stack, id, { runtime: Runtime.NODEJS_22_X, handler: "index.main", code: Code.fromInline("exports.main = () => {};") });
const shared = layout === "shared" && make("Function");
const api = new WebSocketApi(stack, "Api");
keys(Number(routes)).forEach((key, index) => {
  api.addRoute(key, { integration: new WebSocketLambdaIntegration(`Integration${index}`, shared || make(`Function${index}`)) });
});
new WebSocketStage(stack, "Stage", {
  webSocketApi: api,
  stageName: "prod",
  autoDeploy: true,
  accessLogSettings: { destination: new LogGroupLogDestination(new LogGroup(stack, "Log", { retention: RetentionDays.ONE_WEEK })) },
});
app.synth();
