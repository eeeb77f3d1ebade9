import { once } from "node:events";
import { connect, createServer } from "node:net";

/** A proxy before a gateway that can fall silent: it drops every byte and closes nothing, as a network that is gone. */
export class Proxy {
  #silent = false;
  // What was cut stays cut: only connections after a silence get through again.
  #silences = 0;
  #server;
  #sockets = new Set();

  async before(port) {
    this.#server = createServer((client) => {
      const silences = this.#silent ? -1 : this.#silences;
      const gateway = connect(port, "127.0.0.1");
      for (const [from, to] of [[client, gateway], [gateway, client]]) {
        const passes = () => !this.#silent && this.#silences === silences;
        this.#sockets.add(from);
        from.on("data", (bytes) => passes() && to.write(bytes));
        from.on("close", () => passes() && to.destroy());
        from.on("error", () => {});
      }
    }).listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return this.#server.address().port;
  }

  silence() {
    this.#silent = true;
    this.#silences += 1;
  }

  speak() {
    this.#silent = false;
  }

  close() {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }
}
