import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** A program that serves its API with `dev`. It can be killed and restarted on the same port. */
export class Gateway {
  #program;
  #options;
  #port = 0;
  #process;
  url = "";

  constructor(program, options = []) {
    this.#program = program;
    this.#options = options;
  }

  async start() {
    this.#process = spawn(this.#program, ["dev", "--quiet", "--port", String(this.#port), ...this.#options], { stdio: ["ignore", "pipe", "ignore"] });
    for await (const line of createInterface({ input: this.#process.stdout })) {
      const [, url] = line.match(/ is served at (\S+)/) ?? [];
      if (!url) continue;
      this.url = url;
      this.#port = Number(new URL(url).port);
      return;
    }
    assert.fail("the gateway ended");
  }

  async kill() {
    this.#process.kill("SIGKILL");
    await once(this.#process, "exit");
  }
}
