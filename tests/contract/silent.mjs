import { once } from "node:events";
import { connect, createServer } from "node:net";

/** A proxy in front of a gateway. It can drop every byte and close nothing, as a failed network does. */
export class Proxy {
  #silent = false;
  // A cut connection stays cut: only later connections transfer bytes again.
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
