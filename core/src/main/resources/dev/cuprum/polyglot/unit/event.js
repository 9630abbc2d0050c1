// What the function of a unit is given. All of it is there once for each context, frozen, and tells of the execution that is
// running; only ctx, the arguments and the chunk are made anew for each.

const { headersOver, paramsOf, takeBody, bodyOf, bytesOf, statusOf, REDIRECTS } = web.internals;
/** What the connection says of itself; what goes to the client has its own. */
const OF_THE_CONNECTION = new Set([
  'connection', 'content-length', 'http2-settings', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade',
]);

let context;
let given;
let query;
let piece;
let sent;
let failure;

function forget() {
  used = false;
  context = undefined;
  given = undefined;
  query = undefined;
  piece = undefined;
  sent = undefined;
  failure = undefined;
  unheard = [];
  forgetSymbols();
}

/** What the host refuses is an error of the unit. */
function refused(e) {
  return new TypeError(e.message);
}

function storeOf(side) {
  return {
    get: (name) => side.header(name),
    getAll: (name) => [...side.headers(name)],
    has: (name) => side.header(name) !== null,
    append(name, value) {
      try {
        side.addHeader(name, value);
      } catch (e) {
        throw refused(e);
      }
    },
    set(name, value) {
      try {
        side.setHeader(name, value);
      } catch (e) {
        throw refused(e);
      }
    },
    delete: (name) => side.removeHeader(name),
    fields: () => side.fields(),
  };
}

/** Headers of the exchange: what units do most goes straight to the host, the rest by the class. Nobody counts arguments: that
 * costs every call. */
function headersOf(side) {
  const headers = headersOver(storeOf(side));
  const { get, set } = web.Headers.prototype;
  const quick = {
    get(name) {
      return typeof name === 'string' ? side.header(name) : apply(get, headers, [name]);
    },
    set(name, value) {
      if (typeof name !== 'string' || typeof value !== 'string') {
        apply(set, headers, [name, value]);
        return;
      }
      try {
        side.setHeader(name, value);
      } catch (e) {
        throw refused(e);
      }
    },
  };
  for (const name of ['get', 'set']) {
    defineProperty(headers, name, { value: quick[name] });
  }
  return headers;
}

const requestHeaders = headersOf(asked);
const responseHeaders = headersOf(answer);

/** The whole list of arguments, which writes its changes to the request. */
function parameters() {
  if (query === undefined) {
    used = true;
    query = paramsOf(asked.query(), (text) => asked.setQuery(text));
  }
  return query;
}

const Params = web.URLSearchParams;
const arguments_ = Object.create(Params.prototype, {
  get: {
    value(name) {
      return query === undefined ? asked.argument(typeof name === 'string' ? name : String(name)) : query.get(name);
    },
  },
  has: {
    value(name, value) {
      return query === undefined && value === undefined ? asked.argument(String(name)) !== null : parameters().has(name, value);
    },
  },
  size: { get: () => parameters().size },
  [Symbol.iterator]: { value: () => parameters().entries() },
});
for (const name of ['getAll', 'append', 'set', 'delete', 'sort', 'toString', 'forEach', 'entries', 'keys', 'values']) {
  Object.defineProperty(arguments_, name, { value: (...values) => parameters()[name](...values) });
}

function cookieList() {
  if (given === undefined) {
    used = true;
    const fields = asked.cookies();
    given = new Map();
    for (let i = 0; i < fields.length; i += 2) {
      if (!given.has(fields[i])) {
        given.set(fields[i], fields[i + 1]);
      }
    }
  }
  return given;
}

const cookies = {
  get: (name) => cookieList().get(String(name)) ?? null,
  has: (name) => cookieList().has(String(name)),
  entries: () => cookieList().entries(),
  keys: () => cookieList().keys(),
  values: () => cookieList().values(),
  [Symbol.iterator]: () => cookieList().entries(),
};

const request = {
  get method() {
    return asked.method();
  },
  set method(value) {
    try {
      asked.setMethod(String(value));
    } catch (e) {
      throw refused(e);
    }
  },
  get url() {
    return asked.url();
  },
  get scheme() {
    return asked.scheme();
  },
  get host() {
    return asked.host();
  },
  get ip() {
    return asked.ip();
  },
  get path() {
    return asked.path();
  },
  set path(value) {
    try {
      asked.setPath(String(value));
    } catch (e) {
      throw refused(e);
    }
  },
  get query() {
    return arguments_;
  },
  set query(value) {
    const text = String(value);
    asked.setQuery(text.startsWith('?') ? text.slice(1) : text);
    query = undefined;
  },
  headers: requestHeaders,
  cookies,
  variable(name) {
    return asked.variable(String(name));
  },
  async text() {
    return guarded(() => asked.bodyText());
  },
  async json() {
    return JSON.parse(guarded(() => asked.bodyText()));
  },
  async bytes() {
    return guarded(() => bytesOf(asked.body()));
  },
  async arrayBuffer() {
    return guarded(() => bytesOf(asked.body()).buffer);
  },
};

function writeBody(content) {
  try {
    if (typeof content === 'string') {
      answer.write(content);
    } else {
      answer.writeBytes(content.buffer, content.byteOffset, content.byteLength);
    }
  } catch (e) {
    throw refused(e);
  }
}

const response = {
  get status() {
    return answer.status();
  },
  set status(value) {
    try {
      answer.setStatus(statusOf(value));
    } catch (e) {
      throw refused(e);
    }
  },
  headers: responseHeaders,
  write(value) {
    const [content] = bodyOf(value);
    if (content !== null) {
      writeBody(content);
    }
  },
};

function once(what) {
  if (answer.exits()) {
    throw new Error(`${what}: the unit has responded already, or has ended its phase`);
  }
}

function isOfTheConnection(name) {
  return OF_THE_CONNECTION.has(name) || name.startsWith('proxy-');
}

/** Puts headers in the place of those that the response has: a record as it is, all else as Headers have it. */
function copyHeaders(init) {
  if (init === undefined) {
    return;
  }
  const plain = isRecord(init);
  const headers = plain ? init : init instanceof web.Headers ? init : new web.Headers(init);
  const named = plain ? null : headers.get('connection');
  const dropped = named === null ? [] : named.toLowerCase().split(',').map((name) => name.trim());
  const copied = new Set();
  for (const [name, value] of plain ? Object.entries(init) : headers) {
    const lower = name.toLowerCase();
    if (isOfTheConnection(lower) || dropped.includes(lower)) {
      continue;
    }
    if (lower === 'set-cookie' || copied.has(lower)) {
      responseHeaders.append(name, value);
    } else {
      copied.add(lower);
      responseHeaders.set(name, value);
    }
  }
}

function isRecord(value) {
  return typeof value === 'object' && value !== null && !isArray(value) && isPlain(value) && !(Symbol.iterator in value);
}

function send(status, content) {
  try {
    if (content === null) {
      answer.end(status);
      return;
    }
    answer.begin(status);
  } catch (e) {
    throw refused(e);
  }
  writeBody(content);
  answer.exit(status);
}

function respond(what, init = undefined) {
  once('respond');
  if (typeof what === 'number') {
    const code = statusOf(what);
    copyHeaders(init?.headers);
    send(code, null);
    return undefined;
  }
  if (what instanceof web.Response) {
    copyHeaders(what.headers);
    send(what.status, takeBody(what));
    used = true;
    sent = what;
    return undefined;
  }
  if (typeof what === 'object' && what !== null && !(what instanceof Params || what instanceof ArrayBuffer || ArrayBuffer.isView(what))) {
    throw new TypeError('respond takes a status, text, bytes or a Response; Response.json(value) makes one of an object');
  }
  const status = statusOf(init?.status ?? 200);
  const [content, type] = bodyOf(what);
  copyHeaders(init?.headers);
  if (type !== null && !responseHeaders.has('content-type')) {
    responseHeaders.set('content-type', type);
  }
  send(status, content);
  return undefined;
}

function redirect(location, status = 302) {
  once('redirect');
  if (!REDIRECTS.includes(Number(status))) {
    throw new RangeError(`${String(status)} is not a status of redirects: ${REDIRECTS.join(', ')}`);
  }
  responseHeaders.set('location', String(location).replace(/[^\x21-\x7e]+/g, encodeURIComponent));
  send(Number(status), null);
}

function next() {
  once('next');
  answer.endPhase();
}

function textOf(value) {
  return typeof value === 'string' ? value : String(value);
}

function lifetime(options) {
  const seconds = options?.ttl;
  if (seconds === undefined) {
    return 0;
  }
  if (typeof seconds !== 'number' || !(seconds > 0)) {
    throw new RangeError(`ttl is a number of seconds above 0, not ${String(seconds)}`);
  }
  return Math.max(1, seconds * 1000);
}

function storing(key, value, options, onlyNew) {
  if (value === undefined || typeof value === 'function' || typeof value === 'symbol') {
    throw new TypeError(`state keeps text, numbers, true and false, and what has a form in JSON; not ${typeof value}`);
  }
  const plain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  try {
    return shared.store(textOf(key), plain ? value : JSON.stringify(value), !plain, onlyNew, lifetime(options));
  } catch (e) {
    throw e instanceof RangeError ? e : refused(e);
  }
}

function guarded(work) {
  try {
    return work();
  } catch (e) {
    throw refused(e);
  }
}

const state = {
  async get(key) {
    const value = guarded(() => shared.get(textOf(key)));
    return value !== null && shared.wasJson() ? JSON.parse(value) : value;
  },
  async set(key, value, options = undefined) {
    storing(key, value, options, false);
  },
  async add(key, value, options = undefined) {
    return storing(key, value, options, true);
  },
  async delete(key) {
    guarded(() => shared.delete(textOf(key)));
  },
  async incr(key, by = 1, init = 0, options = undefined) {
    const millis = lifetime(options);
    return guarded(() => shared.increment(textOf(key), Number(by), Number(init), millis));
  },
};

const event = {
  request,
  response,
  respond,
  redirect,
  next,
  state,
  get ctx() {
    if (context === undefined) {
      used = true;
      const kept = answer.kept();
      context = kept === null ? {} : JSON.parse(kept);
    }
    return context;
  },
  get chunk() {
    if (piece === undefined) {
      used = true;
      piece = guarded(() => bytesOf(answer.chunk()));
    }
    return piece;
  },
  get last() {
    return guarded(() => answer.last());
  },
};

/** JSON of what units keep for each other; what would not come back as it was is refused. */
function jsonOf(kept) {
  return JSON.stringify(kept, function (key, value) {
    const held = this[key];
    if (typeof held === 'function' || typeof held === 'symbol' || (typeof held === 'object' && held !== null && !isPlain(held))) {
      const what = typeof held === 'object' ? held.constructor?.name ?? 'object' : typeof held;
      throw new TypeError(`ctx keeps plain values: ctx.${key} is a ${what}, which the next unit would not get`);
    }
    return value;
  });
}

function isPlain(value) {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null || Array.isArray(value);
}
