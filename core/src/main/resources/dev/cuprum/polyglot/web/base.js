// What the other parts share: errors, bytes, and the checks of the standards' types.

class DOMException extends Error {
  #name;

  constructor(message = '', name = 'Error') {
    super(message);
    this.#name = String(name);
  }

  get name() {
    return this.#name;
  }
}

const TypedArray = Object.getPrototypeOf(Uint8Array);

/** Bytes of the host become a Uint8Array with a buffer of its own. */
function bytesOf(hostBuffer) {
  return new Uint8Array(new Uint8Array(new ArrayBuffer(hostBuffer)));
}

function encodeUtf8(text) {
  return bytesOf(host.encode(text.toWellFormed()));
}

function decodeUtf8(bytes) {
  return host.decode(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function isBytes(value) {
  return value instanceof ArrayBuffer || ArrayBuffer.isView(value);
}

/** A view of the bytes of a buffer or a view, not a copy. */
function viewOf(value, what) {
  if (value instanceof Uint8Array) {
    return value;
  }
  if (ArrayBuffer.isView(value)) {
    return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  }
  if (value instanceof ArrayBuffer) {
    return new Uint8Array(value);
  }
  throw new TypeError(`${what} must be an ArrayBuffer or a view of one, not ${nameOfType(value)}`);
}

function nameOfType(value) {
  if (value === null) {
    return 'null';
  }
  if (typeof value === 'object') {
    const name = value.constructor?.name;
    return typeof name === 'string' && name !== '' ? `an ${name}`.replace(/^an (?![AEIOU])/i, 'a ') : 'an object';
  }
  return value === undefined ? 'undefined' : `a ${typeof value}`;
}

/** What a standard calls a USVString: text without half characters. */
function scalarText(value) {
  return String(value).toWellFormed();
}

function isObject(value) {
  return value !== null && (typeof value === 'object' || typeof value === 'function');
}

/** The pairs of what a standard calls "a sequence of pairs or a record". */
function pairsOf(init, what) {
  if (!isObject(init)) {
    throw new TypeError(`${what} must be made of an object or of pairs, not of ${nameOfType(init)}`);
  }
  const iterate = init[Symbol.iterator];
  if (iterate === undefined || iterate === null) {
    return Reflect.ownKeys(init)
      .filter((key) => Object.getOwnPropertyDescriptor(init, key)?.enumerable)
      .map((key) => [key, init[key]]);
  }
  return Array.from(init, (pair) => {
    const two = isObject(pair) ? Array.from(pair) : [];
    if (two.length !== 2) {
      throw new TypeError(`${what}: each pair must be a name and a value`);
    }
    return two;
  });
}

function needArguments(given, wanted, what) {
  if (given < wanted) {
    throw new TypeError(`${what} needs ${wanted} argument${wanted === 1 ? '' : 's'}, and got ${given}`);
  }
}

/** Names a class for Object.prototype.toString, as the standards' classes are named. */
function named(type, name) {
  Object.defineProperty(type.prototype, Symbol.toStringTag, { value: name, configurable: true });
}

named(DOMException, 'DOMException');
