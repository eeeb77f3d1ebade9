// Includes a template into stacks of the CDK, unchanged and with a value for every parameter. Finds each
// resource by its logical ID.
//
//     node tests/cdk/include.mjs chat.json target/cdk.out     # writes asItIs.template.json and given.template.json
//
// `aws-cdk-lib` is taken from target/cdk or from the folder in CDK_FOLDER.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const require = createRequire(resolve(process.env.CDK_FOLDER ?? "target/cdk", "package.json"));
const { App, CfnResource, DefaultStackSynthesizer, Stack } = require("aws-cdk-lib");
const { CfnInclude } = require("aws-cdk-lib/cloudformation-include");

const [templateFile, outdir] = process.argv.slice(2);
const { Resources, Parameters = {} } = JSON.parse(readFileSync(templateFile, "utf8"));
const values = Object.fromEntries(Object.keys(Parameters).map((name) => [name, `given-${name}`]));

const app = new App({ outdir });
for (const [name, parameters] of Object.entries({ asItIs: {}, given: values })) {
  // Without the parameter and the rule of the CDK's bootstrapping.
  const synthesizer = new DefaultStackSynthesizer({ generateBootstrapVersionRule: false });
  const stack = new Stack(app, name, { synthesizer });
  const included = new CfnInclude(stack, "Included", { templateFile, parameters });
  for (const [id, { Type }] of Object.entries(Resources)) {
    const resource = included.getResource(id);
    assert.equal(resource.cfnResourceType, Type, id);
    // The CDK has a class for the type, with a property for each of CloudFormation's.
    assert.notEqual(resource.constructor, CfnResource, `${id}: ${Type}`);
  }
}
app.synth();
