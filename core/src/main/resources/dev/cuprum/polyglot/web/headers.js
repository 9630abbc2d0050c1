// Headers of the Fetch standard. Where they are kept is a store's business: a list, or the exchange.

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const NO_VALUE = /[\0\r\n]|[^\0-\xff]/;
const OUTER_SPACE = /^[\t\n\r ]+|[\t\n\r ]+$/g;

/** Names that need no look, as they are usually written. */
const USUAL_NAMES = Object.freeze(
  Object.fromEntries(
    [
      'Accept', 'Accept-Encoding', 'Accept-Language', 'Access-Control-Allow-Origin', 'Age', 'Authorization',
      'Cache-Control', 'Content-Encoding', 'Content-Length', 'Content-Security-Policy', 'Content-Type', 'Cookie', 'Date',
      'ETag', 'Expires', 'Host', 'If-Modified-Since', 'If-None-Match', 'Last-Modified', 'Link', 'Location', 'Origin',
      'Referer', 'Retry-After', 'Server', 'Set-Cookie', 'Strict-Transport-Security', 'User-Agent', 'Vary',
      'WWW-Authenticate', 'X-Forwarded-For', 'X-Request-Id',
    ].flatMap((name) => [[name, name.toLowerCase()], [name.toLowerCase(), name.toLowerCase()]]),
  ),
);

function headerName(value) {
  const name = String(value);
  if (Object.hasOwn(USUAL_NAMES, name)) {
    return USUAL_NAMES[name];
  }
  if (!TOKEN.test(name)) {
    throw new TypeError(`'${name}' is not the name of a header`);
  }
  return name.toLowerCase();
}

function headerValue(value, name) {
  let text = String(value);
  if (text.charCodeAt(0) <= 0x20 || text.charCodeAt(text.length - 1) <= 0x20) {
    text = text.replace(OUTER_SPACE, '');
  }
  if (NO_VALUE.test(text)) {
    throw new TypeError(`the value of header '${name}' has a character that no header may have`);
  }
  return text;
}

/** Headers of nobody but the unit: names in lower case and values, in turns. */
class HeaderList {
  #fields = [];

  get(name) {
    let value = null;
    for (let i = 0; i < this.#fields.length; i += 2) {
      if (this.#fields[i] === name) {
        value = value === null ? this.#fields[i + 1] : `${value}, ${this.#fields[i + 1]}`;
      }
    }
    return value;
  }

  getAll(name) {
    return this.#fields.filter((_, i) => i % 2 === 1 && this.#fields[i - 1] === name);
  }

  has(name) {
    for (let i = 0; i < this.#fields.length; i += 2) {
      if (this.#fields[i] === name) {
        return true;
      }
    }
    return false;
  }

  append(name, value) {
    this.#fields.push(name, value);
  }

  set(name, value) {
    const fields = this.#fields;
    let at = 0;
    while (at < fields.length && fields[at] !== name) {
      at += 2;
    }
    if (at < fields.length) {
      fields[at + 1] = value;
      this.#remove(name, at + 2);
    } else {
      fields.push(name, value);
    }
  }

  delete(name) {
    this.#remove(name, 0);
  }

  #remove(name, from) {
    if (from >= this.#fields.length) {
      return;
    }
    this.#fields = this.#fields.filter((_, i) => i < from || this.#fields[i - (i % 2)] !== name);
  }

  /** All fields: name, value, name, value. */
  fields() {
    return this.#fields;
  }
}

function sortedEntries(store) {
  const combined = new Map();
  const cookies = [];
  const fields = store.fields();
  for (let i = 0; i < fields.length; i += 2) {
    const name = String(fields[i]).toLowerCase();
    if (name === 'set-cookie') {
      cookies.push([name, fields[i + 1]]);
    } else {
      const before = combined.get(name);
      combined.set(name, before === undefined ? fields[i + 1] : `${before}, ${fields[i + 1]}`);
    }
  }
  return [...combined, ...cookies].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

/**
 * Headers that are kept elsewhere: { get, getAll, has, append, set, delete, fields }. Names and values come to it as they
 * are written; it checks them itself.
 */
let headersOver;
/** Lets nobody change headers from here on. */
let fixHeaders;

class Headers {
  static {
    headersOver = (store) => {
      const headers = new Headers();
      headers.#store = store;
      headers.#elsewhere = true;
      return headers;
    };
    fixHeaders = (headers) => {
      headers.#fixed = true;
      return headers;
    };
  }

  #store;
  #fixed = false;
  #elsewhere = false;

  constructor(init = undefined) {
    this.#store = new HeaderList();
    if (init === undefined) {
      return;
    }
    for (const [name, value] of pairsOf(init, 'Headers')) {
      this.append(name, value);
    }
  }

  #changeable() {
    if (this.#fixed) {
      throw new TypeError('these headers cannot be changed; new Headers(them) can');
    }
  }

  get(name) {
    needArguments(arguments.length, 1, 'Headers.get');
    return this.#store.get(this.#elsewhere ? String(name) : headerName(name));
  }

  getSetCookie() {
    return this.#store.getAll('set-cookie');
  }

  has(name) {
    needArguments(arguments.length, 1, 'Headers.has');
    return this.#store.has(this.#elsewhere ? String(name) : headerName(name));
  }

  append(name, value) {
    needArguments(arguments.length, 2, 'Headers.append');
    if (this.#elsewhere) {
      this.#store.append(String(name), String(value));
      return;
    }
    const key = headerName(name);
    const text = headerValue(value, key);
    this.#changeable();
    this.#store.append(key, text);
  }

  set(name, value) {
    needArguments(arguments.length, 2, 'Headers.set');
    if (this.#elsewhere) {
      this.#store.set(String(name), String(value));
      return;
    }
    const key = headerName(name);
    const text = headerValue(value, key);
    this.#changeable();
    this.#store.set(key, text);
  }

  delete(name) {
    needArguments(arguments.length, 1, 'Headers.delete');
    this.#changeable();
    this.#store.delete(this.#elsewhere ? String(name) : headerName(name));
  }

  forEach(callback, thisArg = undefined) {
    for (const [name, value] of this) {
      callback.call(thisArg, value, name, this);
    }
  }

  *entries() {
    yield* sortedEntries(this.#store);
  }

  *keys() {
    for (const [name] of sortedEntries(this.#store)) {
      yield name;
    }
  }

  *values() {
    for (const [, value] of sortedEntries(this.#store)) {
      yield value;
    }
  }

  [Symbol.iterator]() {
    return this.entries();
  }
}

named(Headers, 'Headers');
