// Reads AsyncAPI documents with AsyncAPI's own parser, and complains of what it does: `node parse.mjs FILE…`, in a folder
// with its package.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

// The parser also loads what it needs for other formats, which its module for `import` does not find.
const { Parser } = createRequire(`${process.cwd()}/`)("@asyncapi/parser");
// There is a newer version of AsyncAPI; few tools read it.
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
