// Response of the Fetch standard, with bodies that are there as a whole: text or bytes, no streams.

const BODILESS = Object.freeze([101, 103, 204, 205, 304]);
const REDIRECTS = Object.freeze([301, 302, 303, 307, 308]);
const REASON = /^[\t\x20-\x7e\x80-\xff]*$/;

/** What a body is kept as (text, a Uint8Array or null), and the type that goes without saying. */
function bodyOf(value) {
  if (value === null || value === undefined) {
    return [null, null];
  }
  if (value instanceof URLSearchParams) {
    return [value.toString(), 'application/x-www-form-urlencoded;charset=UTF-8'];
  }
  if (isBytes(value)) {
    return [viewOf(value, 'a body').slice(), null];
  }
  return [scalarText(value), 'text/plain;charset=UTF-8'];
}

/** The body of a response, at once: text, a Uint8Array or null. It is used then. */
let takeBody;
/** A response as fetch gives it. */
let fetched;

class Response {
  static {
    takeBody = (response) => response.#take();
    fetched = (url, redirected, status, statusText, headers, body) => {
      const response = new Response();
      response.#url = url;
      response.#redirected = redirected;
      response.#status = status;
      response.#statusText = statusText;
      response.#headers = fixHeaders(headers);
      response.#body = body;
      return response;
    };
  }

  #url = '';
  #redirected = false;
  #status = 200;
  #statusText = '';
  #headers;
  #body;
  #used = false;

  constructor(body = null, init = undefined) {
    const options = optionsOf(init, 'Response');
    if (options.status !== undefined) {
      this.#status = statusOf(options.status);
    }
    if (options.statusText !== undefined) {
      this.#statusText = reasonOf(options.statusText);
    }
    this.#headers = new Headers(options.headers);
    const [content, type] = bodyOf(body);
    if (content !== null && BODILESS.includes(this.#status)) {
      throw new TypeError(`a response with status ${this.#status} has no body`);
    }
    this.#body = content;
    if (type !== null && !this.#headers.has('content-type')) {
      this.#headers.set('content-type', type);
    }
  }

  static json(data, init = undefined) {
    needArguments(arguments.length, 1, 'Response.json');
    const text = JSON.stringify(data);
    if (text === undefined) {
      throw new TypeError(`${nameOfType(data)} has no form in JSON`);
    }
    const options = optionsOf(init, 'Response.json');
    const headers = new Headers(options.headers);
    if (!headers.has('content-type')) {
      headers.set('content-type', 'application/json');
    }
    return new Response(text, { status: options.status, statusText: options.statusText, headers });
  }

  static redirect(url, status = 302) {
    needArguments(arguments.length, 1, 'Response.redirect');
    const parts = parseUrl(url, undefined);
    if (parts === null) {
      throw new TypeError(`'${url}' is not an absolute URL; redirect(…) takes paths as well`);
    }
    if (!REDIRECTS.includes(Number(status))) {
      throw new RangeError(`${status} is not a status of redirects: ${REDIRECTS.join(', ')}`);
    }
    return new Response(null, { status, headers: { location: parts[0] } });
  }

  #take() {
    if (this.#used) {
      throw new TypeError('the body of this response has been read already; clone() keeps another');
    }
    this.#used = this.#body !== null;
    return this.#body;
  }

  get type() {
    return 'default';
  }

  get url() {
    return this.#url;
  }

  get redirected() {
    return this.#redirected;
  }

  get status() {
    return this.#status;
  }

  get ok() {
    return this.#status >= 200 && this.#status <= 299;
  }

  get statusText() {
    return this.#statusText;
  }

  get headers() {
    return this.#headers;
  }

  get bodyUsed() {
    return this.#used;
  }

  clone() {
    if (this.#used) {
      throw new TypeError('the body of this response has been read already');
    }
    const copy = new Response(null, { statusText: this.#statusText, headers: this.#headers });
    copy.#status = this.#status;
    copy.#url = this.#url;
    copy.#redirected = this.#redirected;
    copy.#body = isBytes(this.#body) ? this.#body.slice() : this.#body;
    return copy;
  }

  async text() {
    const body = this.#take();
    return isBytes(body) ? withoutMark(decodeUtf8(body)) : (body ?? '');
  }

  async json() {
    return JSON.parse(await this.text());
  }

  async bytes() {
    const body = this.#take();
    return isBytes(body) ? body : encodeUtf8(body ?? '');
  }

  async arrayBuffer() {
    return (await this.bytes()).buffer;
  }
}

named(Response, 'Response');

function optionsOf(init, what) {
  if (init === undefined || init === null) {
    return {};
  }
  if (!isObject(init)) {
    throw new TypeError(`the options of ${what} must be an object, not ${nameOfType(init)}`);
  }
  return init;
}

function statusOf(value) {
  const status = Number(value);
  if (!Number.isInteger(status) || status < 200 || status > 599) {
    throw new RangeError(`a status is a whole number from 200 to 599, not ${String(value)}`);
  }
  return status;
}

function reasonOf(value) {
  const text = String(value);
  if (!REASON.test(text)) {
    throw new TypeError('statusText has a character that it cannot have');
  }
  return text;
}

function withoutMark(text) {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
