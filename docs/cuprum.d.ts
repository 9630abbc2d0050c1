// What a unit in JavaScript is given: the event of its function, and the globals beside those of the language.
//
//     /** @type {import('./cuprum').Unit} */
//     export default async ({ request, response, respond }) => { … };

/** The function that a unit exports as its default. What it returns is a Response, or nothing to go on. */
export type Unit = (event: UnitEvent) => Response | void | Promise<Response | void>;

/** The function of a set unit: what it returns is the value of the unit's variable. */
export type SetUnit = (event: UnitEvent) => string | void | Promise<string | void>;

/** The function of a body_filter unit: bytes or text replace the chunk, null drops it, nothing keeps it. It cannot wait. */
export type BodyFilterUnit = (event: BodyFilterEvent) => Uint8Array | string | null | void;

/** What the function of a unit is called with. */
export interface UnitEvent {
  readonly request: UnitRequest;
  readonly response: UnitResponse;
  /** What the units of one request keep for each other: plain values, as in JSON. */
  readonly ctx: Record<string, any>;
  /** What all units of the node share; kept in the dictionary `state`. */
  readonly state: State;
  /** Ends the request with this status: `respond(403)`. */
  respond(status: number, init?: { headers?: HeadersInit }): void;
  /** Ends the request with a response: text, bytes, or a Response as of `Response.json(value)`. */
  respond(body: string | BufferSource | URLSearchParams | Response, init?: ResponseInit): void;
  /** Ends the request with a redirect. */
  redirect(location: string | URL, status?: 301 | 302 | 303 | 307 | 308): void;
  /** Ends the phase: later units of it are skipped, and the request goes on. */
  next(): void;
}

/** What the function of a body_filter unit is called with. */
export interface BodyFilterEvent extends UnitEvent {
  /** A piece of the response's body. */
  readonly chunk: Uint8Array;
  /** Whether it is the last one. */
  readonly last: boolean;
}

/** The request. What is not readonly can be changed in the phases before content. */
export interface UnitRequest {
  method: string;
  /** The whole URL. */
  readonly url: string;
  path: string;
  /** The arguments; takes text as well. */
  get query(): URLSearchParams;
  set query(value: URLSearchParams | string);
  readonly headers: Headers;
  readonly cookies: Cookies;
  /** The address of the client. */
  readonly ip: string;
  readonly scheme: string;
  readonly host: string;
  /** A variable, by nginx's name. */
  variable(name: string): string | null;
  text(): Promise<string>;
  json(): Promise<any>;
  bytes(): Promise<Uint8Array>;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** The cookies of a request. */
export interface Cookies extends Iterable<[string, string]> {
  get(name: string): string | null;
  has(name: string): boolean;
  entries(): IterableIterator<[string, string]>;
  keys(): IterableIterator<string>;
  values(): IterableIterator<string>;
  [Symbol.iterator](): IterableIterator<[string, string]>;
}

/** The response as far as it is known: changed by units from server_rewrite to header_filter. */
export interface UnitResponse {
  status: number;
  readonly headers: Headers;
  /** Appends to the body. */
  write(content: string | BufferSource): void;
}

/** Values that all units of the node share, for seconds where `ttl` says so. */
export interface State {
  get(key: string): Promise<any>;
  set(key: string, value: any, options?: { ttl?: number }): Promise<void>;
  /** Sets what is not there yet, and says whether it did. */
  add(key: string, value: any, options?: { ttl?: number }): Promise<boolean>;
  delete(key: string): Promise<void>;
  /** Adds to a number, and gives the sum; where there is none it begins with `init`. */
  incr(key: string, by?: number, init?: number, options?: { ttl?: number }): Promise<number>;
}

declare global {
  type BufferSource = ArrayBuffer | ArrayBufferView;
  type BodyInit = string | BufferSource | URLSearchParams | null;
  type HeadersInit = Headers | Iterable<[string, string]> | Record<string, string>;

  interface ResponseInit {
    status?: number;
    statusText?: string;
    headers?: HeadersInit;
  }

  interface RequestInit {
    method?: string;
    headers?: HeadersInit;
    body?: BodyInit;
    /** What to do with redirects: 'follow' unless it says 'manual' or 'error'. */
    redirect?: 'follow' | 'manual' | 'error';
  }

  class Headers implements Iterable<[string, string]> {
    constructor(init?: HeadersInit);
    get(name: string): string | null;
    getSetCookie(): string[];
    has(name: string): boolean;
    append(name: string, value: string): void;
    set(name: string, value: string): void;
    delete(name: string): void;
    forEach(callback: (value: string, name: string, headers: Headers) => void, thisArg?: any): void;
    entries(): IterableIterator<[string, string]>;
    keys(): IterableIterator<string>;
    values(): IterableIterator<string>;
    [Symbol.iterator](): IterableIterator<[string, string]>;
  }

  class URLSearchParams implements Iterable<[string, string]> {
    constructor(init?: string | Iterable<[string, string]> | Record<string, string>);
    readonly size: number;
    get(name: string): string | null;
    getAll(name: string): string[];
    has(name: string, value?: string): boolean;
    append(name: string, value: string): void;
    set(name: string, value: string): void;
    delete(name: string, value?: string): void;
    sort(): void;
    toString(): string;
    forEach(callback: (value: string, name: string, params: URLSearchParams) => void, thisArg?: any): void;
    entries(): IterableIterator<[string, string]>;
    keys(): IterableIterator<string>;
    values(): IterableIterator<string>;
    [Symbol.iterator](): IterableIterator<[string, string]>;
  }

  class URL {
    constructor(url: string | URL, base?: string | URL);
    static canParse(url: string | URL, base?: string | URL): boolean;
    static parse(url: string | URL, base?: string | URL): URL | null;
    href: string;
    readonly origin: string;
    protocol: string;
    username: string;
    password: string;
    host: string;
    hostname: string;
    port: string;
    pathname: string;
    search: string;
    readonly searchParams: URLSearchParams;
    hash: string;
    toString(): string;
    toJSON(): string;
  }

  class Response {
    constructor(body?: BodyInit, init?: ResponseInit);
    static json(data: any, init?: ResponseInit): Response;
    static redirect(url: string | URL, status?: number): Response;
    readonly type: string;
    readonly url: string;
    readonly redirected: boolean;
    readonly status: number;
    readonly ok: boolean;
    readonly statusText: string;
    readonly headers: Headers;
    readonly bodyUsed: boolean;
    clone(): Response;
    text(): Promise<string>;
    json(): Promise<any>;
    bytes(): Promise<Uint8Array>;
    arrayBuffer(): Promise<ArrayBuffer>;
  }

  class TextEncoder {
    readonly encoding: string;
    encode(text?: string): Uint8Array;
    encodeInto(text: string, destination: Uint8Array): { read: number; written: number };
  }

  class TextDecoder {
    /** Encodings are utf-8, utf-16le, utf-16be and latin1 (which is windows-1252). */
    constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
    readonly encoding: string;
    readonly fatal: boolean;
    readonly ignoreBOM: boolean;
    decode(input?: BufferSource, options?: { stream?: boolean }): string;
  }

  class DOMException extends Error {
    constructor(message?: string, name?: string);
    readonly name: string;
  }

  type HashName = 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512';
  type HashAlgorithm = HashName | { name: HashName };

  class CryptoKey {
    private constructor();
    readonly type: 'secret';
    readonly extractable: boolean;
    readonly algorithm: { name: 'HMAC'; hash: { name: HashName }; length: number };
    readonly usages: ('sign' | 'verify')[];
  }

  interface SubtleCrypto {
    digest(algorithm: HashAlgorithm, data: BufferSource): Promise<ArrayBuffer>;
    importKey(
      format: 'raw',
      keyData: BufferSource,
      algorithm: { name: 'HMAC'; hash: HashAlgorithm },
      extractable: boolean,
      keyUsages: ('sign' | 'verify')[],
    ): Promise<CryptoKey>;
    sign(algorithm: 'HMAC' | { name: 'HMAC' }, key: CryptoKey, data: BufferSource): Promise<ArrayBuffer>;
    verify(
      algorithm: 'HMAC' | { name: 'HMAC' },
      key: CryptoKey,
      signature: BufferSource,
      data: BufferSource,
    ): Promise<boolean>;
    /** The same as `crypto.timingSafeEqual`. */
    timingSafeEqual(a: string | BufferSource, b: string | BufferSource): boolean;
  }

  interface Crypto {
    readonly subtle: SubtleCrypto;
    getRandomValues<T extends ArrayBufferView>(array: T): T;
    randomUUID(): string;
    /** Whether two texts or buffers are the same; takes as long wherever they differ. */
    timingSafeEqual(a: string | BufferSource, b: string | BufferSource): boolean;
  }

  interface Console {
    log(...values: any[]): void;
    info(...values: any[]): void;
    warn(...values: any[]): void;
    error(...values: any[]): void;
    debug(...values: any[]): void;
  }

  /** Writes to the log of the unit. */
  const console: Console;
  const crypto: Crypto;

  /** Sends a request to a target that the operator has allowed. */
  function fetch(url: string | URL, init?: RequestInit): Promise<Response>;
  function atob(data: string): string;
  function btoa(data: string): string;
  function structuredClone<T>(value: T, options?: { transfer?: ArrayBuffer[] }): T;
  function setTimeout(callback: (...values: any[]) => void, delay?: number, ...values: any[]): number;
  function clearTimeout(id: number | undefined): void;
  function queueMicrotask(callback: () => void): void;
}
