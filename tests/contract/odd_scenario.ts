// Clients of APIs with unusual names and types, and a `WebSocket` that records its input.

import * as deep from "./deep.js";
import * as odd from "./odd.js";
import * as prototypes from "./prototypes.js";

class Stub {
  static last: Stub;
  static count = 0;
  /** `true` if handshakes are answered. */
  static answers = true;
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
    if (!Stub.answers) return;
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

// The message of `$default` is sent unchanged.
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

// A message with its name only.
const ended: odd.ServerMessages["ended"][] = [];
client.on("ended", (message) => ended.push(message));
socket.hear({ type: "ended" });
equal(ended, [{ type: "ended" }]);

// Names with a meaning in JavaScript.
const one = client.send.new();
await client.send.__proto__();
equal(frames(), [{ action: "new" }, { action: "__proto__" }]);
socket.hear(1);
equal(await one, 1);

// A map with a tag.
const scores: (number | undefined)[] = [];
client.on("scores", (message) => scores.push(message["ada"]));
socket.hear({ type: "scores", ada: 3 });
equal(scores, [3]);

// `null` is not a message with members, and it is a reply that may be null.
const unknown: unknown[] = [];
client.onUnknown((message) => unknown.push(message));
const maybe = client.send.maybe({});
socket.hear(null);
equal(await maybe, null);
socket.hear(null);
equal(unknown, [null]);

// A message that cannot be serialized or sent fails alone.
const round: { round?: unknown } = {};
round.round = round;
equal(await failure(client.send.$default(round)), "TypeError");
equal(await failure(client.send.$default("unsendable")), "Error");
await client.send.chat({ text: "after" });
frames();

// A code that clients must not send closes nothing.
equal(thrown(() => client.close(1001)), "RangeError");
equal([client.state, socket.readyState], ["open", 1]);
client.close();
equal([client.state, socket.readyState], ["closed", 3]);

// Queued messages are sent in order, except for those that fail.
const waiting = odd.connect(url, { WebSocket: Stub, heartbeat: Infinity, replyTimeout: Infinity });
const sent = [waiting.send.$default("first"), failure(waiting.send.$default("unsendable")), waiting.send.$default("last")];
equal((await Promise.all(sent))[1], "NotSent");
const asked = waiting.send.new();
await pause(20);
equal(Stub.last.sent, ["first", "last", { action: "new" }]);
Stub.last.hear(1);
equal(await asked, 1);
waiting.close();

// A permanent error is not retried.
Stub.count = 0;
const nowhere = odd.connect("nonsense", { WebSocket: Stub, reconnect: { firstDelay: 1 } });
equal(await failure(nowhere.opened), "NotSent");
await pause(20);
equal([nowhere.state, Stub.count], ["closed", 1]);
equal(thrown(() => odd.connect(url, { WebSocket: Stub, token: "?" })), "TypeError");

// The client inserts the selecting member next to the others. A member with several values is not a tag.
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

// A dead connection of an API whose heartbeat is answered: the `WebSocket` neither closes nor receives.
const closed = (of: { onClose(callback: (closed: deep.Closed) => void): unknown }) => new Promise<deep.Closed>((resolve) => of.onClose(resolve));
const forbidden = { message: "Forbidden", connectionId: "c", requestId: "r" };
const quick = { heartbeat: 5, timeout: 40, reconnect: { firstDelay: 1 } };
const dead = deep.connect(url, { WebSocket: Stub, ...quick });
await dead.opened;
const first = Stub.last;
while (first.sent.length === 0) await pause(1);
equal(first.sent.splice(0)[0], { items: [null, { kind: "ping" }] });
// The reply shows that the connection is alive, and confirms the messages before the heartbeat.
first.hear(forbidden);
await dead.send.two({ items: [] });
while (!first.sent.some((message) => JSON.stringify(message).includes("ping"))) await pause(1);
first.hear(forbidden);
await dead.send.two({ items: [1] });
const pending = failure(dead.send.status());
Stub.answers = false;
const end = await closed(dead);
equal([end.code, end.reason, end.unconfirmed, first.readyState], [1006, "nothing came for 40 ms, though an answer was due", 1, 3]);
equal(await pending, "ConnectionLost");
// A message after the close is ignored.
const late: unknown[] = [];
dead.onUnknown((message) => late.push(message));
first.hear({ late: true });
equal(late, []);
// The handshake is not answered, either.
const refused = await closed(dead);
equal([refused.reason, refused.unconfirmed], ["no answer to the handshake in 80 ms", 0]);
Stub.answers = true;
await new Promise<void>((resolve) => dead.onOpen(resolve));
// No message is sent twice.
equal(Stub.last.sent.filter((message) => !JSON.stringify(message).includes("ping")), []);
dead.close();

// If the heartbeat has no reply, a message with a reply detects a dead connection. Any received message shows
// that it is alive.
const asking = odd.connect(url, { WebSocket: Stub, timeout: 40, replyTimeout: 5, reconnect: { firstDelay: 1 } });
await asking.opened;
equal(await failure(asking.send.echo({ text: "too late" })), "NoReply");
equal(asking.state, "open");
const second = Stub.last;
const number = failure(asking.send.new());
equal((await closed(asking)).code, 1006);
equal([await number, second.readyState], ["NoReply", 3]);
asking.close();
const patient = odd.connect(url, { WebSocket: Stub, timeout: 40, replyTimeout: 5, reconnect: false });
await patient.opened;
// The message may have no reply.
equal(await failure(patient.send.maybe({})), "NoReply");
equal(await failure(patient.send.echo({ text: "x" })), "NoReply");
Stub.last.hear({ anything: true });
await pause(80);
equal(patient.state, "open");
patient.close();

// `__proto__` is an ordinary name of members, routes, messages and selecting values.
const own = prototypes.connect(url, { WebSocket: Stub, heartbeat: 5, query: { ["__proto__"]: "x" } });
await own.opened;
const parsed = (text: string): unknown => JSON.parse(text);
await own.send.toString({ ["__proto__"]: { kind: 1 }, constructor: 2 });
equal(Stub.last.sent.splice(0), [parsed('{"__proto__":{"kind":1},"constructor":2,"action":{"__proto__":"toString"}}')]);
while (Stub.last.sent.length === 0) await pause(1);
equal(Stub.last.sent.splice(0)[0], parsed('{"action":{"__proto__":"ping"}}'));
const told: unknown[] = [];
own.on("__proto__", (message) => told.push(message));
own.onUnknown((message) => told.push(["unknown", message]));
Stub.last.hear(parsed('{"type":"__proto__","__proto__":3}'));
Stub.last.hear({ constructorless: true });
const answer = own.send.__proto__({ text: "" });
Stub.last.hear({});
Stub.last.hear(parsed('{"__proto__":4,"constructor":5}'));
equal((await answer)["__proto__"], 4);
equal(told, [parsed('{"type":"__proto__","__proto__":3}'), ["unknown", { constructorless: true }], ["unknown", {}]]);
own.close();
