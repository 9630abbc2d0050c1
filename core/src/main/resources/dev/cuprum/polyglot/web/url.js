// URL and URLSearchParams of the URL standard. The host parses URLs; a URL here is what it has made of one.

const FORM_REST = /[!'()~]|%20/g;
const FORM_ESCAPES = Object.freeze({ '!': '%21', "'": '%27', '(': '%28', ')': '%29', '~': '%7E', '%20': '+' });

function encodeForm(text) {
  return encodeURIComponent(text).replace(FORM_REST, (found) => FORM_ESCAPES[found]);
}

function decodeForm(text) {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
  if (!spaced.includes('%')) {
    return spaced;
  }
  try {
    return decodeURIComponent(spaced);
  } catch {
    return host.percentDecode(spaced);
  }
}

function parseForm(text) {
  const list = [];
  const parts = text.split('&');
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i];
    if (part !== '') {
      const at = part.indexOf('=');
      list.push(at < 0 ? [decodeForm(part), ''] : [decodeForm(part.slice(0, at)), decodeForm(part.slice(at + 1))]);
    }
  }
  return list;
}

function parseQuery(text) {
  return parseForm(text.startsWith('?') ? text.slice(1) : text);
}

/** Parameters that tell somebody of each change: what he keeps is their text. */
let paramsOf;
/** Gives parameters those of another query, and tells nobody. */
let replaceParams;

class URLSearchParams {
  static {
    paramsOf = (query, changed) => {
      const params = new URLSearchParams();
      params.#list = parseQuery(query);
      params.#changed = changed;
      return params;
    };
    replaceParams = (params, query) => {
      params.#list = parseQuery(query);
    };
  }

  #list;
  #changed = null;

  constructor(init = undefined) {
    if (init === undefined) {
      this.#list = [];
    } else if (isObject(init)) {
      this.#list = pairsOf(init, 'URLSearchParams').map(([name, value]) => [scalarText(name), scalarText(value)]);
    } else {
      this.#list = parseQuery(scalarText(init));
    }
  }

  #change() {
    if (this.#changed !== null) {
      this.#changed(this.toString());
    }
  }

  get size() {
    return this.#list.length;
  }

  get(name) {
    needArguments(arguments.length, 1, 'URLSearchParams.get');
    const key = scalarText(name);
    for (let i = 0; i < this.#list.length; i++) {
      if (this.#list[i][0] === key) {
        return this.#list[i][1];
      }
    }
    return null;
  }

  getAll(name) {
    needArguments(arguments.length, 1, 'URLSearchParams.getAll');
    const key = scalarText(name);
    return this.#list.filter((pair) => pair[0] === key).map((pair) => pair[1]);
  }

  has(name, value = undefined) {
    needArguments(arguments.length, 1, 'URLSearchParams.has');
    const key = scalarText(name);
    const wanted = value === undefined ? undefined : scalarText(value);
    return this.#list.some((pair) => pair[0] === key && (wanted === undefined || pair[1] === wanted));
  }

  append(name, value) {
    needArguments(arguments.length, 2, 'URLSearchParams.append');
    this.#list.push([scalarText(name), scalarText(value)]);
    this.#change();
  }

  set(name, value) {
    needArguments(arguments.length, 2, 'URLSearchParams.set');
    const key = scalarText(name);
    const text = scalarText(value);
    const first = this.#list.findIndex((pair) => pair[0] === key);
    if (first < 0) {
      this.#list.push([key, text]);
    } else {
      this.#list = this.#list.filter((pair, i) => i <= first || pair[0] !== key);
      this.#list[first] = [key, text];
    }
    this.#change();
  }

  delete(name, value = undefined) {
    needArguments(arguments.length, 1, 'URLSearchParams.delete');
    const key = scalarText(name);
    const wanted = value === undefined ? undefined : scalarText(value);
    this.#list = this.#list.filter((pair) => pair[0] !== key || (wanted !== undefined && pair[1] !== wanted));
    this.#change();
  }

  sort() {
    this.#list.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    this.#change();
  }

  toString() {
    return this.#list.map(([name, value]) => `${encodeForm(name)}=${encodeForm(value)}`).join('&');
  }

  forEach(callback, thisArg = undefined) {
    for (const [name, value] of this) {
      callback.call(thisArg, value, name, this);
    }
  }

  *entries() {
    for (let i = 0; i < this.#list.length; i++) {
      yield [...this.#list[i]];
    }
  }

  *keys() {
    for (let i = 0; i < this.#list.length; i++) {
      yield this.#list[i][0];
    }
  }

  *values() {
    for (let i = 0; i < this.#list.length; i++) {
      yield this.#list[i][1];
    }
  }

  [Symbol.iterator]() {
    return this.entries();
  }
}

named(URLSearchParams, 'URLSearchParams');
const WITH_ORIGIN = Object.freeze(['http:', 'https:', 'ws:', 'wss:', 'ftp:']);

/** What the host makes of a URL: href, protocol, username, password, hostname, port, pathname, search, hash, line by line. */
function parseUrl(input, base) {
  const record = host.parseUrl(scalarText(input), base === undefined ? null : scalarText(base));
  return record === null ? null : record.split('\n');
}

class URL {
  #parts;
  #params = null;

  constructor(url, base = undefined) {
    needArguments(arguments.length, 1, 'URL');
    const parts = parseUrl(url, base);
    if (parts === null) {
      throw new TypeError(`'${url}' is not a URL${base === undefined ? '' : ` at the base '${base}'`}`);
    }
    this.#parts = parts;
  }

  static canParse(url, base = undefined) {
    needArguments(arguments.length, 1, 'URL.canParse');
    return parseUrl(url, base) !== null;
  }

  static parse(url, base = undefined) {
    needArguments(arguments.length, 1, 'URL.parse');
    return URL.canParse(url, base) ? new URL(url, base) : null;
  }

  #change(part, value) {
    this.#parts = host.changeUrl(this.#parts[0], part, scalarText(value)).split('\n');
  }

  get href() {
    return this.#parts[0];
  }

  set href(value) {
    const parts = parseUrl(value, undefined);
    if (parts === null) {
      throw new TypeError(`'${value}' is not a URL`);
    }
    this.#parts = parts;
    this.#refresh();
  }

  get origin() {
    const protocol = this.#parts[1];
    if (WITH_ORIGIN.includes(protocol)) {
      return `${protocol}//${this.host}`;
    }
    if (protocol === 'blob:') {
      const inner = parseUrl(this.#parts[6], undefined);
      return inner !== null && /^https?:$/.test(inner[1]) ? new URL(inner[0]).origin : 'null';
    }
    return 'null';
  }

  get protocol() {
    return this.#parts[1];
  }

  set protocol(value) {
    this.#change('protocol', value);
  }

  get username() {
    return this.#parts[2];
  }

  set username(value) {
    this.#change('username', value);
  }

  get password() {
    return this.#parts[3];
  }

  set password(value) {
    this.#change('password', value);
  }

  get host() {
    return this.#parts[5] === '' ? this.#parts[4] : `${this.#parts[4]}:${this.#parts[5]}`;
  }

  set host(value) {
    this.#change('host', value);
  }

  get hostname() {
    return this.#parts[4];
  }

  set hostname(value) {
    this.#change('hostname', value);
  }

  get port() {
    return this.#parts[5];
  }

  set port(value) {
    this.#change('port', value);
  }

  get pathname() {
    return this.#parts[6];
  }

  set pathname(value) {
    this.#change('pathname', value);
  }

  get search() {
    return this.#parts[7];
  }

  set search(value) {
    this.#change('search', value);
    this.#refresh();
  }

  get searchParams() {
    if (this.#params === null) {
      this.#params = paramsOf(this.#parts[7], (query) => this.#change('search', query));
    }
    return this.#params;
  }

  #refresh() {
    if (this.#params !== null) {
      replaceParams(this.#params, this.#parts[7]);
    }
  }

  get hash() {
    return this.#parts[8];
  }

  set hash(value) {
    this.#change('hash', value);
  }

  toString() {
    return this.#parts[0];
  }

  toJSON() {
    return this.#parts[0];
  }
}

named(URL, 'URL');
