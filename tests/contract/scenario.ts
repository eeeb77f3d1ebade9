// Three users of the client of `examples/chat`, in Node and in a browser.

import { connect, ConnectionLost, explain, MessageTooLarge, NotSent, type Closed, type Client, type ConnectOptions, type ServerMessages } from "./chat.js";

/** A gateway that can be killed. */
export interface Gateway {
  /** The URL, which stays the same after a restart. */
  url: string;
  kill(): Promise<void>;
  start(): Promise<void>;
}

function equal(actual: unknown, expected: unknown): void {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== b) throw new Error(`${a} is not ${b}`);
}

async function fails(promise: Promise<unknown>, error: abstract new (...a: never[]) => Error): Promise<Error> {
  const reason = await promise.then(
    () => "nothing",
    (reason: unknown) => reason,
  );
  if (!(reason instanceof error)) throw new Error(`${String(reason)} is no ${error.name}`);
  return reason;
}

/** Collects the items of a callback. `until` waits for a number of items. */
function collect<T>(listen: (callback: (item: T) => void) => unknown): { items: T[]; until(count: number): Promise<T[]> } {
  const items: T[] = [];
  const waiting: (() => void)[] = [];
  listen((item) => {
    items.push(item);
    waiting.splice(0).forEach((resolve) => resolve());
  });
  const until = async (count: number): Promise<T[]> => {
    while (items.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
    return items;
  };
  return { items, until };
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const quick = { firstDelay: 50, maxDelay: 200 };

/** `common` has the platform's options: a `WebSocket`. The gateway closes connections idle for a second. */
export async function scenario(gateway: Gateway, common: ConnectOptions): Promise<string[]> {
  const done: string[] = [];
  const clients: Client[] = [];
  const join = (name: string, options: ConnectOptions = {}): Client => {
    const client = connect(gateway.url, { reconnect: quick, heartbeat: 300, ...common, query: { name, room: "engines" }, ...options });
    clients.push(client);
    return client;
  };

  const ada = join("Ada");
  const joined = collect<ServerMessages["joined"]>((callback) => ada.on("joined", callback));
  const heard = collect<ServerMessages["message"]>((callback) => ada.on("message", callback));
  await ada.opened;
  equal(ada.state, "open");
  const grace = join("Grace");
  await grace.opened;
  equal(await joined.until(1), [{ type: "joined", name: "Grace" }]);
  await grace.send.sendMessage({ text: "hello \u{1F44B}" });
  equal(await heard.until(1), [{ type: "message", from: "Grace", text: "hello \u{1F44B}" }]);
  done.push("messages");

  const replies = await Promise.all([ada.send.whoIsHere(), grace.send.whoIsHere(), ada.send.whoIsHere()]);
  for (const { room, names } of replies) equal([room, names.sort()], ["engines", ["Ada", "Grace"]]);
  done.push("replies");

  const problems = collect<ServerMessages["problem"]>((callback) => ada.on("problem", callback));
  await ada.send.$default({ action: "sing" });
  equal((await problems.until(1)).length, 1);
  done.push("errors");

  // A frame has a maximum of 32,768 bytes. Each of these three `WebSocket`s sends a message in one frame.
  const around = JSON.stringify({ text: "", action: "sendMessage" }).length;
  const large = await fails(ada.send.sendMessage({ text: "x".repeat(32_769 - around) }), MessageTooLarge);
  equal((large as MessageTooLarge).bytes, 32_769);
  await ada.send.sendMessage({ text: "x".repeat(32_768 - around) });
  equal((await heard.until(2)).at(-1)?.text.length, 32_768 - around);
  const tooLarge = join("Large", { maxBytes: 131_072, reconnect: false });
  await tooLarge.opened;
  const closed = collect<Closed>((callback) => tooLarge.onClose(callback));
  await tooLarge.send.sendMessage({ text: "x".repeat(60_000) });
  equal((await closed.until(1))[0]?.code, 1009);
  done.push("size");

  // 2.5 seconds are longer than the gateway's idle timeout.
  const ends = collect<Closed>((callback) => ada.onClose(callback));
  const idle = join("Idle", { heartbeat: false });
  const [end] = await collect<Closed>((callback) => idle.onClose(callback)).until(1);
  equal([end?.code, end?.explanation], [1001, explain(1001)]);
  idle.close();
  await pause(1_500);
  equal([ends.items.length, problems.items.length], [0, 1]);
  done.push("heartbeat");

  const unanswered = fails(ada.send.whoIsHere(), ConnectionLost).catch(() => "it was answered before");
  await gateway.kill();
  await unanswered;
  const lost = (await ends.until(1))[0];
  equal([lost?.code, (lost?.retryIn ?? -1) >= 0, ada.state !== "open"], [1006, true, true]);
  const before = heard.items.length;
  const sending = ["one", "two", "three"].map((text) => ada.send.sendMessage({ text }));
  const asking = ada.send.whoIsHere();
  await pause(500);
  equal([ada.queued, heard.items.length], [4, before]);
  await gateway.start();
  await Promise.all(sending);
  const texts = (await heard.until(before + 3)).slice(before).map(({ text }) => text);
  equal(texts.sort(), ["one", "three", "two"]);
  equal((await asking).names.includes("Ada"), true);
  equal(ada.queued, 0);
  done.push("restart");

  ada.close();
  equal(ada.state, "closed");
  await fails(ada.send.whoIsHere(), NotSent);
  const never = connect("ws://127.0.0.1:1/", { ...common, reconnect: false, query: { name: "Nobody" } });
  await fails(never.opened, NotSent);
  const full = connect("ws://127.0.0.1:1/", { ...common, queueLimit: 1, query: { name: "Nobody" } });
  const waits = fails(full.send.ping(), NotSent);
  await fails(full.send.ping(), NotSent);
  full.close();
  await waits;
  clients.forEach((client) => client.close());
  done.push("ends");
  return done;
}
