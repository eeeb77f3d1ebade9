// Calls that the TypeScript compiler must reject or accept.

import { connect, type Client, type Present, type ServerMessages } from "./chat.js";

export function wrong(client: Client): void {
  // @ts-expect-error: a text is needed
  void client.send.sendMessage({});
  // @ts-expect-error: of another type
  void client.send.sendMessage({ text: 1 });
  // @ts-expect-error: no such member
  void client.send.sendMessage({ text: "", sender: "" });
  // @ts-expect-error: no such route
  void client.send.leave();
  // @ts-expect-error: no such message
  client.on("leave", () => {});
  // @ts-expect-error: of another type
  client.on("joined", ({ name }: { name: number }) => name);
  // @ts-expect-error: the handshake needs a name
  connect("wss://example.com", {});
  // @ts-expect-error: the same
  connect("wss://example.com", { query: { room: "" } });
}

export async function right(client: Client): Promise<string[]> {
  const present: Present = await client.send.whoIsHere();
  const nothing: void = await client.send.sendMessage({ text: "" });
  const end: () => void = client.on("message", ({ from, text }) => void [from, text]);
  const kinds: keyof ServerMessages = "problem";
  end();
  connect("wss://example.com", { query: async () => ({ name: "" }), token: "" }).close();
  return [...present.names, kinds, String(nothing)];
}
