// A dead connection: it transfers no bytes, and does not close.

import { connect, ConnectionLost, type Closed, type ConnectOptions } from "./hyphenated.js";

interface Place {
  url: string;
  name: string;
  silence(): Promise<void>;
  speak(): Promise<void>;
}

function equal(actual: unknown, expected: unknown): void {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== b) throw new Error(`${a} is not ${b}`);
}

export async function scenario(place: Place, common: ConnectOptions): Promise<string[]> {
  const done: string[] = [];
  const client = connect(place.url, { ...common, heartbeat: 200, timeout: 1_000, reconnect: { firstDelay: 50, maxDelay: 200 } });
  const closed = () =>
    new Promise<Closed>((resolve) => {
      const end = client.onClose((closed) => (end(), resolve(closed)));
    });
  const echo = (text: string) => client.send.echo({ text, room: place.name }).then(({ text }) => text);
  await client.opened;
  await client.send.order({ text: "arrives", room: place.name });
  equal(await echo("near"), "near");

  let end = closed();
  await place.silence();
  await client.send.order({ text: "lost", room: place.name });
  const error: unknown = await echo("lost too").then(String, (error: unknown) => error);
  if (!(error instanceof ConnectionLost)) throw error;
  const silent = "nothing came for 1000 ms, though an answer was due";
  equal(error.message, `connection lost: ${silent}`);
  const { code, reason, unconfirmed, retryIn } = await end;
  equal([code, reason, unconfirmed, retryIn !== null], [1006, silent, 1, true]);
  done.push("in flight");

  equal([(await closed()).reason, client.state], ["no answer to the handshake in 2000 ms", "waiting"]);
  done.push("handshake");

  await place.speak();
  await client.send.order({ text: "arrives too", room: place.name });
  equal(await echo("back"), "back");
  done.push("again");

  // Only heartbeats are pending.
  end = closed();
  await place.silence();
  equal([(await end).reason, (await end).unconfirmed], [silent, 0]);
  client.close();
  done.push("heartbeat");
  return done;
}
