// A client of the WebSocket API `Chat` 0.1.0, generated from its declaration by `websocket-api`: not to be edited.
// For browsers and Node, without dependencies. `connect` is the way in.
/* eslint-disable */

/** The support desk's chat. */
export function connect(url: string, options: ConnectOptions & Required<Pick<ConnectOptions, "query">>): Client {
  return new Client(url, options);
}

/** The server messages. */
export type Event = {
  type: "joined";
  name: string;
} | {
  type: "left";
  name: string;
} | {
  type: "message";
  from: string;
  text: string;
} | {
  type: "problem";
  message: string;
};

/** The reply to `{ "action": "whoIsHere" }`. */
export type Present = {
  room: string;
  names: string[];
};

/** The query string of the handshake. */
export type Seat = {
  name: string;
  room?: string;
};

/** `{ "action": "sendMessage", "text": "…" }` */
export type SendMessage = {
  text: string;
};

/** The query string of the handshake. */
export type Query = Seat;

/** What clients send, by route key. It settles with the reply, or, if there is none, when it is handed to a connection. */
export interface Send {
  $default(message: unknown): Promise<void>;
  sendMessage(message: SendMessage): Promise<void>;
  whoIsHere(): Promise<Present>;
  ping(): Promise<void>;
}

/** What the API sends by itself, by name. */
export interface ServerMessages {
  joined: {
    type: "joined";
    name: string;
  };
  left: {
    type: "left";
    name: string;
  };
  message: {
    type: "message";
    from: string;
    text: string;
  };
  problem: {
    type: "problem";
    message: string;
  };
}

/** Bytes that API Gateway takes: of a message, and of each frame of it. */
const MAX_MESSAGE = 131072;
const MAX_FRAME = 32768;

const API: Api = {
  name: "Chat",
  token: null,
  heartbeat: {"route":"ping"},
  requests: {
    $default: {"selector":null,"text":false,"reply":null,"answered":false},
    sendMessage: {"selector":{"action":"sendMessage"},"text":false,"reply":null,"answered":false},
    whoIsHere: {"selector":{"action":"whoIsHere"},"text":false,"reply":[{"is":"object","members":{"room":[{"is":"string"}],"names":[{"is":"array"}]}}],"answered":false},
    ping: {"selector":{"action":"ping"},"text":false,"reply":null,"answered":false},
  },
  serverMessages: {
    joined: {"sure":true,"shape":[{"is":"object","members":{"type":[{"equals":"joined"}]}}]},
    left: {"sure":true,"shape":[{"is":"object","members":{"type":[{"equals":"left"}]}}]},
    message: {"sure":true,"shape":[{"is":"object","members":{"type":[{"equals":"message"}]}}]},
    problem: {"sure":true,"shape":[{"is":"object","members":{"type":[{"equals":"problem"}]}}]},
  },
};

// What follows is the same for every API.

/** Where and how to connect. */
export interface ConnectOptions {
  /** The query string of the handshake; a function is asked at each attempt, so that what expires is renewed. */
  query?: Query | (() => Query | Promise<Query>);
  /** The token of the authorizer, where that is taken from the query string; asked at each attempt if it is a function. */
  token?: string | (() => string | Promise<string>);
  /** Subprotocols to offer. */
  protocols?: string | string[];
  /** Headers of the handshake. Browsers cannot set any; Node's `WebSocket` and the package `ws` can. */
  headers?: Record<string, string>;
  /** How long to wait before the first attempt to reconnect, at most how long, and how often in a row; `false` for never. */
  reconnect?: false | { firstDelay?: number; maxDelay?: number; attempts?: number };
  /** Milliseconds without traffic after which something is said, so that API Gateway does not close at 600,000. */
  heartbeat?: false | number;
  /** Milliseconds that a reply may take. API Gateway itself gives up after 29,000. */
  replyTimeout?: number;
  /**
   * Milliseconds of silence after something that API Gateway must answer (default 30,000; `Infinity` for no limit): a heartbeat with
   * an answer, or a message with a reply. Then the connection is lost, and the client reconnects. A handshake may take twice as long.
   */
  timeout?: number;
  /** Messages that wait while there is no connection, at most. */
  queueLimit?: number;
  /**
   * Bytes that a message may have. API Gateway takes messages of 131,072, but in frames of 32,768 (the default), and the
   * `WebSocket`s of browsers, Node and `ws` send each message in one: more is for one that splits them.
   */
  maxBytes?: number;
  /** What to connect with, where there is no global `WebSocket` (before Node 22: the package `ws`). */
  WebSocket?: SocketConstructor;
}

/** What of `WebSocket` is used. */
export interface Socket {
  readonly readyState: number;
  send(data: string): void;
  close(code?: number, reason?: string): void;
  /** Ends it without waiting for the other side, where there is such a thing (`ws`). */
  terminate?(): void;
  onopen: ((event: any) => void) | null;
  onmessage: ((event: any) => void) | null;
  onclose: ((event: any) => void) | null;
  onerror: ((event: any) => void) | null;
}

export type SocketConstructor = new (url: string, protocols?: any, options?: any) => any;

/** The end of a connection. */
export interface Closed {
  code: number;
  reason: string;
  /** What the code means where API Gateway sends it. */
  explanation: string;
  /** Milliseconds until the next attempt; `null` if there is none. */
  retryIn: number | null;
  /**
   * Messages without a reply that were handed to the connection, and of which nothing shows that they arrived: an answer to what was
   * sent after them would. They are not sent again.
   */
  unconfirmed: number;
}

export type State = "connecting" | "open" | "waiting" | "closed";

/** API Gateway itself answered: no route was selected, the function failed, or it took too long. */
export class GatewayError extends Error {
  readonly connectionId: string;
  readonly requestId: string;
  constructor(frame: { message: string; connectionId: string; requestId: string }) {
    super(frame.message);
    this.name = "GatewayError";
    this.connectionId = frame.connectionId;
    this.requestId = frame.requestId;
  }
}

/** A message has more bytes than API Gateway takes: it would end the connection. Nothing was sent. */
export class MessageTooLarge extends Error {
  readonly bytes: number;
  constructor(bytes: number, most: number) {
    super(`the message has ${bytes} bytes, and API Gateway takes ${most} in a frame`);
    this.name = "MessageTooLarge";
    this.bytes = bytes;
  }
}

/** No reply came: it took too long, or the connection ended before. It is not known if the message arrived. */
export class NoReply extends Error {
  constructor(why: string) {
    super(why);
    this.name = "NoReply";
  }
}

/** The connection ended before the reply. The message may have arrived, and is not sent again. */
export class ConnectionLost extends NoReply {
  constructor(why: string) {
    super(`connection lost: ${why}`);
    this.name = "ConnectionLost";
  }
}

/** The message was not sent: the client is closed, or too many messages wait already. */
export class NotSent extends Error {
  constructor(why: string) {
    super(why);
    this.name = "NotSent";
  }
}

const OPEN = 1;
/** The longest delay that timers take, in milliseconds; a longer one would be none. */
const LONGEST = 2 ** 31 - 1;
/** A connection that lasted this long begins anew with short delays. */
const STABLE = 5_000;

/** What a close code means where API Gateway sends it. */
export function explain(code: number): string {
  switch (code) {
    case 1000:
      return "closed as intended: by this client, or by the API (`@connections`)";
    case 1001:
      return "going away: 10 minutes without traffic, 2 hours in all, or the gateway ended";
    case 1002:
      return "protocol error";
    case 1003:
      return "API Gateway takes text only, and this was binary";
    case 1005:
      return "closed without a code";
    case 1006:
      return "lost, or refused at the handshake (browsers do not tell which): network, URL, token";
    case 1007:
      return "text that is not UTF-8";
    case 1008:
      return "against the policy of the other side";
    case 1009:
      return "too large: API Gateway takes messages of 128 KB, in frames of 32 KB";
    case 1011:
      return "internal error of the gateway";
    case 1012:
      return "the service restarts";
    case 1013:
      return "the service is overloaded: try again later";
    case 1015:
      return "TLS failed: certificate or name";
    default:
      return code >= 3000 ? "a code of the application" : "an unknown code";
  }
}

/** What a value looks like, as far as it tells one message from another: any of these. */
type Shape = readonly Form[];
type Form = { is?: string; equals?: unknown; members?: { readonly [name: string]: Shape } };

interface Api {
  name: string;
  /** The member of the query string that the authorizer reads; `null` if it reads none. */
  token: string | null;
  /** `answered` if each message has a reply, or an error of API Gateway's. */
  requests: { readonly [route: string]: { selector: unknown; text: boolean; reply: Shape | null; answered: boolean } };
  /** `sure` where a tag tells the message from all others. */
  serverMessages: { readonly [name: string]: { sure: boolean; shape: Shape } };
  /** What is said when nothing else is: a route's message, one that selects no route, or nothing. */
  heartbeat: { route: string } | { message: unknown } | null;
}

function looksLike(shape: Shape, value: unknown): boolean {
  return shape.some((form) => {
    if ("equals" in form && form.equals !== value) return false;
    if (form.is !== undefined && form.is !== "text" && form.is !== kind(value)) return false;
    if (form.members === undefined) return true;
    if (kind(value) !== "object") return false;
    const members = value as { readonly [name: string]: unknown };
    return Object.entries(form.members).every(([name, inner]) => Object.hasOwn(members, name) && looksLike(inner, members[name]));
  });
}

function kind(value: unknown): string {
  return value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
}

function isGatewayError(value: unknown): value is { message: string; connectionId: string; requestId: string } {
  const members = ["message", "connectionId", "requestId"];
  return kind(value) === "object" && members.every((name) => typeof (value as any)[name] === "string") && Object.keys(value as object).length === 3;
}

/** Both, member by member and item by item; of what is neither, the second, unless there is nothing. */
function merged(a: unknown, b: unknown): unknown {
  if (b === undefined || b === null) return a ?? null;
  if (Array.isArray(a) && Array.isArray(b)) {
    return Array.from({ length: Math.max(a.length, b.length) }, (_, i) => merged(a[i], b[i]));
  }
  if (kind(a) !== "object" || kind(b) !== "object") return b;
  const both: { [name: string]: unknown } = Object.assign(Object.create(null), a);
  for (const [name, value] of Object.entries(b)) both[name] = merged(both[name], value);
  return both;
}

/** Globals that browsers and Node both have, whatever libraries the project has types of. */
const host = globalThis as unknown as {
  WebSocket?: SocketConstructor;
  TextEncoder: new () => { encode(text: string): { length: number } };
  setTimeout(run: () => void, milliseconds: number): unknown;
  clearTimeout(timer: any): void;
  addEventListener?(kind: string, run: () => void): void;
  removeEventListener?(kind: string, run: () => void): void;
};

interface Waiting {
  text: string;
  route: string | null;
  sent(): void;
  failed(error: Error): void;
  /**
   * What the reply looks like, if there is one for certain, what takes it, when it is too late, and how many messages without a reply
   * were sent before; `null` if there is no reply.
   */
  reply: { shape: Shape; answered: boolean; take(value: any): void; timer: unknown; after: number } | null;
  /** The client's own. */
  heartbeat: boolean;
}

export class Client {
  /** Sends a message of a route. What is sent while there is no connection waits for the next. */
  readonly send: Send;
  /** Settles with the first connection, or with the end of the client before it. */
  readonly opened: Promise<void>;
  #state: State = "connecting";
  #url: string;
  #options: ConnectOptions;
  #socket: Socket | null = null;
  #queue: Waiting[] = [];
  #unanswered: Waiting[] = [];
  #attempts = 0;
  #openedAt = 0;
  #retry: unknown = null;
  #beat: unknown = null;
  /** For each heartbeat that API Gateway has to answer, how many messages without a reply were sent before. */
  #beaten: number[] = [];
  /** Runs out when nothing comes though something must. */
  #silence: unknown = null;
  /** Messages without a reply that this connection was given, and how many of them arrived. */
  #given = 0;
  #arrived = 0;
  /** Why there is no connection any more, and will be none. */
  #ended = "the client is closed";
  #handlers = new Map<string, Set<(value: any) => void>>();
  #settle: { open(): void; fail(error: Error): void };

  constructor(url: string, options: ConnectOptions) {
    if (options.token !== undefined && API.token === null) {
      throw new TypeError(`${API.name} takes no token from the query string: use \`headers\` or \`protocols\``);
    }
    this.#url = url;
    this.#options = options;
    let settle: { open(): void; fail(error: Error): void } | null = null;
    this.opened = new Promise((open, fail) => (settle = { open, fail }));
    this.opened.catch(() => {});
    this.#settle = settle!;
    const send: { [route: string]: (message?: unknown) => Promise<unknown> } = Object.create(null);
    for (const route of Object.keys(API.requests)) send[route] = (message) => this.#request(route, message);
    this.send = send as unknown as Send;
    host.addEventListener?.("online", this.#online);
    void this.#connect();
  }

  /** What the client does now. */
  get state(): State {
    return this.#state;
  }

  /** Messages that wait for a connection. */
  get queued(): number {
    return this.#queue.length;
  }

  /** Calls back with each message of this name; the function that is returned ends that. */
  on<K extends keyof ServerMessages & string>(name: K, callback: (message: ServerMessages[K]) => void): () => void {
    return this.#listen(`message:${name}`, callback);
  }

  /** Calls back each time there is a connection. */
  onOpen(callback: () => void): () => void {
    return this.#listen("open", callback);
  }

  /** Calls back each time a connection ends, or an attempt fails. */
  onClose(callback: (closed: Closed) => void): () => void {
    return this.#listen("close", callback);
  }

  /** Calls back when API Gateway itself answers while no reply is waited for; which message it was is not told. */
  onError(callback: (error: GatewayError) => void): () => void {
    return this.#listen("error", callback);
  }

  /** Calls back with what comes and is neither a reply nor one of the API's messages: JSON as it is read, or text. */
  onUnknown(callback: (message: unknown) => void): () => void {
    return this.#listen("unknown", callback);
  }

  /** Ends the connection for good. What waits is not sent. A code is 1000 or 3000 to 4999, a reason up to 123 bytes. */
  close(code = 1000, reason = ""): void {
    // `WebSocket` throws for other codes, and the client goes on.
    this.#socket?.close(code, reason);
    this.#end({ code, reason, explanation: "closed by this client" });
  }

  #listen(name: string, callback: (value: any) => void): () => void {
    const callbacks = this.#handlers.get(name) ?? new Set();
    this.#handlers.set(name, callbacks.add(callback));
    return () => void callbacks.delete(callback);
  }

  #tell(name: string, value?: unknown): void {
    for (const callback of [...(this.#handlers.get(name) ?? [])]) {
      try {
        callback(value);
      } catch (error) {
        // The callback's own: told as such, while the connection goes on.
        host.setTimeout(() => {
          throw error;
        }, 0);
      }
    }
  }

  #online = (): void => {
    if (this.#state === "waiting") void this.#connect();
    // Another network: the connection may be gone with the old one.
    if (this.#state === "open" && this.#isAnswered()) this.#say();
  };

  async #connect(): Promise<void> {
    host.clearTimeout(this.#retry);
    this.#state = "connecting";
    const { headers, protocols } = this.#options;
    const WebSocket = this.#options.WebSocket ?? host.WebSocket;
    if (!WebSocket) return this.#end(failure("there is no `WebSocket` here: give one as the option `WebSocket`"));
    let url: string;
    try {
      url = await this.#address();
    } catch (error) {
      return this.#over(failure(messageOf(error)));
    }
    if (this.#state !== "connecting") return;
    let socket: Socket;
    try {
      // The standard's second argument is the subprotocols; Node's may have headers in it, and `ws` has them in a third.
      socket = !headers
        ? new WebSocket(url, protocols ?? [])
        : WebSocket === host.WebSocket
          ? new WebSocket(url, { protocols, headers })
          : new WebSocket(url, protocols ?? [], { headers });
    } catch (error) {
      // No such URL or subprotocol, and there will be none.
      return this.#end(failure(messageOf(error)));
    }
    this.#socket = socket;
    const milliseconds = 2 * this.#timeout();
    this.#silence = after(milliseconds, () => this.#dead(socket, `no answer to the handshake in ${milliseconds} ms`));
    socket.onopen = () => this.#open(socket);
    socket.onmessage = ({ data }) => this.#socket === socket && this.#hear(String(data));
    socket.onclose = ({ code, reason }) => {
      if (this.#socket === socket) this.#over({ code, reason: String(reason ?? ""), explanation: explain(code) });
    };
    // Before there is a connection this is its end, and not every `WebSocket` calls `onclose` then; Node's say why here.
    socket.onerror = ({ message }) => {
      if (this.#socket === socket && this.#state === "connecting") {
        this.#over({ code: 1006, reason: String(message ?? ""), explanation: explain(1006) });
      }
    };
  }

  async #address(): Promise<string> {
    const { query, token } = this.#options;
    const entries: [string, unknown][] = Object.entries((typeof query === "function" ? await query() : query) ?? {});
    if (token !== undefined) {
      entries.push([API.token!, typeof token === "function" ? await token() : token]);
    }
    const pairs = entries
      .filter(([, value]) => value !== undefined && value !== null)
      .flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(String(one))}`));
    const separator = this.#url.includes("?") ? "&" : "?";
    return pairs.length === 0 ? this.#url : this.#url + separator + pairs.join("&");
  }

  #open(socket: Socket): void {
    if (this.#socket !== socket) return socket.close();
    host.clearTimeout(this.#silence);
    this.#silence = null;
    this.#state = "open";
    this.#openedAt = Date.now();
    this.#settle.open();
    this.#tell("open");
    while (this.#queue.length > 0 && this.#socket === socket && socket.readyState === OPEN) {
      const waiting = this.#queue.shift()!;
      try {
        this.#put(waiting);
      } catch (error) {
        waiting.failed(new NotSent(messageOf(error)));
      }
    }
    this.#schedule();
  }

  #put(waiting: Waiting): void {
    this.#socket!.send(waiting.text);
    waiting.sent();
    const { reply } = waiting;
    if (!reply && !waiting.heartbeat) this.#given += 1;
    if (reply) {
      reply.after = this.#given;
      // Before the reply's own time: if both are over, the connection is lost.
      if (reply.answered) this.#expect();
      const milliseconds = this.#options.replyTimeout ?? 30_000;
      reply.timer = after(milliseconds, () => {
        this.#unanswered = this.#unanswered.filter((other) => other !== waiting);
        waiting.failed(new NoReply(`no reply to \`${waiting.route}\` in ${milliseconds} ms`));
      });
      this.#unanswered.push(waiting);
    }
    // What is said keeps the connection open, but shows no life of it.
    if (!this.#isAnswered()) this.#schedule();
  }

  #request(route: string, message: unknown, heartbeat = false): Promise<unknown> {
    const { selector, text, reply, answered } = API.requests[route]!;
    return new Promise((resolve, failed) => {
      const said = text ? String(message) : JSON.stringify(merged(message, selector));
      const bytes = new host.TextEncoder().encode(said).length;
      const most = Math.min(this.#options.maxBytes ?? MAX_FRAME, MAX_MESSAGE);
      if (bytes > most) return failed(new MessageTooLarge(bytes, most));
      const waiting: Waiting = { text: said, route, sent: () => void (reply || resolve(undefined)), failed, reply: null, heartbeat };
      if (reply) waiting.reply = { shape: reply, answered, take: resolve, timer: null, after: 0 };
      if (this.#state === "closed") return failed(new NotSent(this.#ended));
      if (this.#state === "open" && this.#socket?.readyState === OPEN && this.#queue.length === 0) return this.#put(waiting);
      const limit = this.#options.queueLimit ?? 1_000;
      if (this.#queue.length >= limit) return failed(new NotSent(`${limit} messages wait for a connection already`));
      this.#queue.push(waiting);
    });
  }

  #hear(text: string): void {
    this.#schedule();
    this.#take(text);
    host.clearTimeout(this.#silence);
    this.#silence = null;
    if (this.#beaten.length > 0 || this.#unanswered.some(({ reply }) => reply!.answered)) this.#expect();
  }

  #take(text: string): void {
    let value: unknown = text;
    try {
      value = JSON.parse(text);
    } catch {
      // Text, then.
    }
    if (isGatewayError(value)) {
      // No route is selected by a heartbeat where none is meant for it.
      if (this.#beaten.length > 0 && value.message === "Forbidden") return this.#confirm(this.#beaten.shift()!);
      const error = new GatewayError(value);
      const waiting = this.#unanswered.shift();
      if (!waiting) return void this.#tell("error", error);
      this.#confirm(waiting.reply!.after);
      host.clearTimeout(waiting.reply!.timer);
      return waiting.failed(error);
    }
    const isServerMessage = (sure: boolean): boolean => {
      const message = Object.entries(API.serverMessages).find(([, message]) => message.sure === sure && looksLike(message.shape, value));
      return message !== undefined && (this.#tell(`message:${message[0]}`, value), true);
    };
    if (isServerMessage(true)) return;
    const waiting = this.#unanswered.find(({ reply }) => looksLike(reply!.shape, value));
    if (!waiting) return void (isServerMessage(false) || this.#tell("unknown", value));
    this.#unanswered = this.#unanswered.filter((other) => other !== waiting);
    this.#confirm(waiting.reply!.after);
    host.clearTimeout(waiting.reply!.timer);
    waiting.reply!.take(waiting.reply!.shape.some(({ is }) => is === "text") ? text : value);
  }

  /** The messages before what was answered have arrived. */
  #confirm(given: number): void {
    this.#arrived = Math.max(this.#arrived, given);
  }

  #timeout(): number {
    return this.#options.timeout ?? 30_000;
  }

  /** Something was sent that API Gateway must answer. */
  #expect(): void {
    const socket = this.#socket;
    if (this.#silence !== null || !socket) return;
    const milliseconds = this.#timeout();
    this.#silence = after(milliseconds, () => this.#dead(socket, `nothing came for ${milliseconds} ms, though an answer was due`));
  }

  /** The other side is gone, and does not say so. */
  #dead(socket: Socket, reason: string): void {
    if (this.#socket !== socket) return;
    this.#over({ code: 1006, reason, explanation: explain(1006) });
    // It may wait for the other side, which nobody does any more.
    if (socket.terminate) socket.terminate();
    else socket.close();
  }

  /** API Gateway answers each heartbeat. */
  #isAnswered(): boolean {
    const { heartbeat } = API;
    if (heartbeat === null || this.#options.heartbeat === false) return false;
    return !("route" in heartbeat) || API.requests[heartbeat.route]!.answered;
  }

  #schedule(): void {
    host.clearTimeout(this.#beat);
    const { heartbeat = 540_000 } = this.#options;
    if (heartbeat === false || API.heartbeat === null || this.#state !== "open") return;
    this.#beat = after(heartbeat, () => this.#say());
  }

  /** A heartbeat. */
  #say(): void {
    const { heartbeat } = API;
    if (heartbeat === null || this.#socket?.readyState !== OPEN) return;
    this.#schedule();
    if ("route" in heartbeat) return void this.#request(heartbeat.route, undefined, true).catch(() => {});
    this.#beaten.push(this.#given);
    this.#socket.send(JSON.stringify(heartbeat.message));
    this.#expect();
  }

  /** A connection is over, or did not come about. */
  #over(closed: { code: number; reason: string; explanation: string }): void {
    const { reconnect } = this.#options;
    if (this.#state === "open" && Date.now() - this.#openedAt >= STABLE) this.#attempts = 0;
    const unconfirmed = this.#lose(new ConnectionLost(closed.reason || closed.explanation));
    if (this.#state === "closed") return;
    const { firstDelay = 500, maxDelay = 30_000, attempts = Infinity } = reconnect === false ? { attempts: 0 } : (reconnect ?? {});
    if (this.#attempts >= attempts) return this.#end(closed, unconfirmed);
    // At random, up to twice as long as the time before: not all clients of a gateway that restarts come at once.
    const retryIn = Math.random() * Math.min(maxDelay, firstDelay * 2 ** this.#attempts);
    this.#attempts += 1;
    this.#state = "waiting";
    this.#retry = after(retryIn, () => void this.#connect());
    this.#tell("close", { ...closed, retryIn, unconfirmed });
  }

  /** How many messages are unconfirmed. */
  #lose(error: NoReply): number {
    const unconfirmed = this.#given - this.#arrived;
    this.#socket = null;
    this.#beaten = [];
    this.#given = this.#arrived = 0;
    host.clearTimeout(this.#beat);
    host.clearTimeout(this.#silence);
    this.#silence = null;
    for (const { reply, failed } of this.#unanswered.splice(0)) {
      host.clearTimeout(reply!.timer);
      failed(error);
    }
    return unconfirmed;
  }

  #end(closed: { code: number; reason: string; explanation: string }, unconfirmed = 0): void {
    if (this.#state === "closed") return;
    this.#state = "closed";
    host.clearTimeout(this.#retry);
    host.removeEventListener?.("online", this.#online);
    unconfirmed += this.#lose(new NoReply("the client was closed before the reply"));
    this.#ended = `the client is closed: ${closed.reason || closed.explanation}`;
    const error = new NotSent(this.#ended);
    for (const waiting of this.#queue.splice(0)) waiting.failed(error);
    this.#settle.fail(error);
    this.#tell("close", { ...closed, retryIn: null, unconfirmed });
  }
}

function after(milliseconds: number, run: () => void): unknown {
  return host.setTimeout(run, Math.min(milliseconds, LONGEST));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function failure(reason: string): { code: number; reason: string; explanation: string } {
  return { code: 1006, reason, explanation: "no attempt to connect could be made" };
}
