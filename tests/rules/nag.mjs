// Prints cdk-nag's findings in templates: `nag.mjs TEMPLATE …`. Run it in the folder where cdk-nag is
// installed.

import { createRequire } from "node:module";

const require = createRequire(`${process.cwd()}/`);
const { App, Stack } = require("aws-cdk-lib");
const { CfnInclude } = require("aws-cdk-lib/cloudformation-include");
const nag = require("cdk-nag");

const packs = [
  nag.AwsSolutionsChecks,
  nag.HIPAASecurityChecks,
  nag.NIST80053R5Checks,
  nag.PCIDSS321Checks,
  nag.ServerlessChecks,
];
const found = [];
for (const templateFile of process.argv.slice(2)) {
  const stack = new Stack(new App(), "Stack");
  new CfnInclude(stack, "Template", { templateFile });
  for (const Pack of packs) {
    for (const { ruleName, violatingResources } of new Pack().validateScope(stack).violations) {
      // The name of a rule may be followed by its finding in brackets.
      const rule = ruleName.replace(/\[.*/s, "");
      found.push(...violatingResources.map(({ constructPath }) => [templateFile, rule, constructPath.split("/").pop()]));
    }
  }
}
console.log(JSON.stringify(found));
