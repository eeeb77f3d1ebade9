// Clients of APIs with odd names and types, and a `WebSocket` that tells what it is given.

import * as deep from "./deep.js";
import * as odd from "./odd.js";

class Stub {
  static last: Stub;
  static count = 0;
  readyState = 0;
  sent: unknown[] = [];
  onopen: ((event: unknown) => void) | null = null;
  onmessage: ((event: unknown) => void) | null = null;
  onclose: ((event: unknown) => void) | null = null;
  onerror: ((event: unknown) => void) | null = null;

  constructor(url: string) {
    Stub.count += 1;
    if (!url.startsWith("wss:")) throw new SyntaxError("no URL");
    Stub.last = this;
    setTimeout(() => {
      this.readyState = 1;
      this.onopen?.({});
    }, 0);
  }

  send(data: string): void {
    if (data.includes("unsendable")) throw new Error("it cannot be sent");
    this.sent.push(JSON.parse(data));
  }

  close(code = 1000): void {
    if (code !== 1000 && (code < 3000 || code > 4999)) throw new RangeError("no code for a client");
    this.readyState = 3;
  }

  hear(value: unknown): void {
    this.onmessage?.({ data: JSON.stringify(value) });
  }
}

function equal(actual: unknown, expected: unknown): void {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== b) throw new Error(`${a} is not ${b}`);
}

async function failure(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => "none",
    (error: unknown) => (error as Error).name,
  );
}

function thrown(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return (error as Error).name;
  }
  return "none";
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const url = "wss://a/b";
const client = odd.connect(url, { WebSocket: Stub });
await client.opened;
const socket = Stub.last;
const frames = () => socket.sent.splice(0);

// What the caller gave, as it was given.
await client.send.$default({ action: "sing", list: [null, 1] });
await client.send.$default("hello");
await client.send.chat({ text: "hi" });
await client.send.wrap({ id: 1, text: "hi" });
equal(frames(), [
  { action: "sing", list: [null, 1] },
  "hello",
  { text: "hi", action: "chat" },
  { id: 1, text: "hi", action: "wrap" },
]);

// A message of nothing but its name.
const ended: odd.Pushes["ended"][] = [];
client.on("ended", (message) => ended.push(message));
socket.hear({ type: "ended" });
equal(ended, [{ type: "ended" }]);

// Names that mean something to JavaScript.
const one = client.send.new();
await client.send.__proto__();
equal(frames(), [{ action: "new" }, { action: "__proto__" }]);
socket.hear(1);
equal(await one, 1);

// A map with a name.
const scores: (number | undefined)[] = [];
client.on("scores", (message) => scores.push(message["ada"]));
socket.hear({ type: "scores", ada: 3 });
equal(scores, [3]);

// Nothing is no message that has members, and is a reply that may be nothing.
const unknown: unknown[] = [];
client.onUnknown((message) => unknown.push(message));
const maybe = client.send.maybe({});
socket.hear(null);
equal(await maybe, null);
socket.hear(null);
equal(unknown, [null]);

// What cannot be written down, or handed over, fails alone.
const round: { round?: unknown } = {};
round.round = round;
equal(await failure(client.send.$default(round)), "TypeError");
equal(await failure(client.send.$default("unsendable")), "Error");
await client.send.chat({ text: "after" });
frames();

// A code that no client may give ends nothing.
equal(thrown(() => client.close(1001)), "RangeError");
equal([client.state, socket.readyState], ["open", 1]);
client.close();
equal([client.state, socket.readyState], ["closed", 3]);

// What waits is sent in order, but for what cannot be.
const waiting = odd.connect(url, { WebSocket: Stub, heartbeat: Infinity, replyTimeout: Infinity });
const sent = [waiting.send.$default("first"), failure(waiting.send.$default("unsendable")), waiting.send.$default("last")];
equal((await Promise.all(sent))[1], "NotSent");
const asked = waiting.send.new();
await pause(20);
equal(Stub.last.sent, ["first", "last", { action: "new" }]);
Stub.last.hear(1);
equal(await asked, 1);
waiting.close();

// What can never succeed is not tried again.
Stub.count = 0;
const nowhere = odd.connect("nonsense", { WebSocket: Stub, reconnect: { firstDelay: 1 } });
equal(await failure(nowhere.opened), "NotSent");
await pause(20);
equal([nowhere.state, Stub.count], ["closed", 1]);
equal(thrown(() => odd.connect(url, { WebSocket: Stub, token: "?" })), "TypeError");

// What selects a route is put beside what is there; one of several words is no tag.
const other = deep.connect(url, { WebSocket: Stub });
await other.opened;
await other.send.two({ items: [{ a: 1 }, { b: 2 }, 3] });
await other.send.two({ items: [] });
equal(Stub.last.sent.splice(0), [{ items: [{ a: 1 }, { b: 2, kind: "two" }, 3] }, { items: [null, { kind: "two" }] }]);
const pushed: unknown[] = [];
other.on("push", (message) => pushed.push(message));
const status = other.send.status();
const presence = { user: "Ada", status: "away" };
Stub.last.hear(presence);
equal(await status, presence);
equal(pushed, []);
Stub.last.hear(presence);
equal(pushed, [presence]);
other.close();
