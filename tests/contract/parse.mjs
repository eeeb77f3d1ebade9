// Reads AsyncAPI documents with AsyncAPI's parser, and prints its findings: `node parse.mjs FILE…`, in a
// folder with the parser's package.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

// Through `import` the parser does not find its modules for other formats.
const { Parser } = createRequire(`${process.cwd()}/`)("@asyncapi/parser");
// A newer version of AsyncAPI exists, which few tools support.
const ALLOWED = new Set(["asyncapi-latest-version"]);

let complaints = 0;
for (const file of process.argv.slice(2)) {
  const { document, diagnostics } = await new Parser().parse(await readFile(file, "utf8"));
  for (const { code, path, message } of diagnostics) {
    if (ALLOWED.has(code)) continue;
    complaints += 1;
    console.log(`${file}: ${path.join(".")}: ${message} (${code})`);
  }
  if (!document) complaints += 1;
  else {
    const operations = document.operations().all();
    const names = (wanted) => operations.filter((operation) => operation[wanted]()).map((operation) => operation.id());
    console.log(JSON.stringify({ receives: names("isReceive"), sends: names("isSend") }));
  }
}
process.exit(complaints > 0 ? 1 : 0);
