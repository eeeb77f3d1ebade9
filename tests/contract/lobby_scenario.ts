// A game between two clients of `examples/lobby`, whose messages API Gateway validates.

import { connect, GatewayError, type Client, type ConnectOptions, type ServerMessages } from "./lobby.js";

function equal(actual: unknown, expected: unknown): void {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== b) throw new Error(`${a} is not ${b}`);
}

const next = <K extends keyof ServerMessages>(client: Client, name: K) =>
  new Promise<ServerMessages[K]>((resolve) => {
    const end = client.on(name, (message) => (end(), resolve(message)));
  });

const refused = (promise: Promise<unknown>) =>
  promise.then(
    () => "taken",
    (error: unknown) => (error instanceof GatewayError ? error.message : String(error)),
  );

export async function scenario(url: string, common: ConnectOptions): Promise<void> {
  let asked = 0;
  const ada = connect(url, { ...common, token: async () => `Ada${++asked}` });
  await ada.opened;
  const arrival = next(ada, "playerArrived");
  const bob = connect(url, { ...common, token: "Bob" });
  await bob.opened;
  equal((await arrival).name, "Bob");
  equal([asked, (await ada.send.look()).players.map(({ name }) => name)], [1, ["Ada1", "Bob"]]);

  // The model rejects an empty title. TypeScript's types cannot.
  equal(await refused(ada.send.openTable({ title: "" })), "Invalid request body");
  equal(await refused(ada.send.openTable({ title: "x", rules: { seconds: 4 } })), "Invalid request body");
  const error = new Promise<GatewayError>((resolve) => ada.onError(resolve));
  await ada.send.place({ table: 1, field: 9 });
  equal((await error).message, "Invalid request body");

  const news = next(bob, "tableOpened");
  const { opened: table } = await ada.send.openTable({ title: "The first", rules: { inverted: false } });
  equal([(await news).table, (await news).rules.seconds], [table, null]);
  const seated = next(ada, "tableChanged");
  await bob.send.sit({ table });
  equal((await seated).seats, ["Ada1", "Bob"]);
  const begun = next(bob, "turn");
  await ada.send.start({ table });
  equal((await begun).game, { is: "running", next: 0, draw_offered: false });
  const notice = next(bob, "notice");
  await bob.send.place({ table, field: 0 });
  equal((await notice).text, "it is the other's turn");
  for (const [player, field] of [[ada, 0], [bob, 3], [ada, 1], [bob, 4], [ada, 2]] as const) {
    const turn = next(bob, "turn");
    await player.send.place({ table, field });
    await turn;
  }
  equal((await bob.send.scores()).won, { Ada1: 1 });

  const nobody = connect(url, { ...common, reconnect: false });
  equal(await nobody.opened.then(() => "opened", () => "refused"), "refused");
  ada.close();
  bob.close();
}
