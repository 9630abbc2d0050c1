// structuredClone of the HTML standard.

const ERRORS = Object.freeze({ EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError });

const VIEWS = Object.freeze([
  Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array,
]);

function refuse(value) {
  let text;
  if (typeof value === 'symbol') {
    text = String(value);
  } else if (typeof value === 'function') {
    text = value.name ? `the function '${value.name}'` : 'a function';
  } else {
    text = nameOfType(value);
  }
  throw new DOMException(`${text} cannot be cloned`, 'DataCloneError');
}

function cloneError(error, copies) {
  const type = Object.hasOwn(ERRORS, error.name) ? ERRORS[error.name] : Error;
  const message = Object.getOwnPropertyDescriptor(error, 'message')?.value;
  const copy = message === undefined ? new type() : new type(message);
  copies.set(error, copy);
  const options = { value: error.stack, writable: true, configurable: true };
  if (typeof error.stack === 'string') {
    Object.defineProperty(copy, 'stack', options);
  }
  if (Object.hasOwn(error, 'cause')) {
    Object.defineProperty(copy, 'cause', { value: clone(error.cause, copies), writable: true, configurable: true });
  }
  return copy;
}

function cloneView(view, copies) {
  const buffer = clone(view.buffer, copies);
  const type = view instanceof DataView ? DataView : VIEWS.find((kind) => view instanceof kind);
  return new type(buffer, view.byteOffset, view instanceof DataView ? view.byteLength : view.length);
}

function cloneMembers(value, copy, copies) {
  for (const key of Object.keys(value)) {
    Object.defineProperty(copy, key, {
      value: clone(value[key], copies),
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
  return copy;
}

function cloneMap(map, copy, copies) {
  for (const [key, value] of [...map]) {
    copy.set(clone(key, copies), clone(value, copies));
  }
  return copy;
}

function cloneSet(set, copy, copies) {
  for (const value of [...set]) {
    copy.add(clone(value, copies));
  }
  return copy;
}

function kept(value, copy, copies) {
  copies.set(value, copy);
  return copy;
}

function isPlain(value) {
  return Object.prototype.toString.call(value) === '[object Object]' && !isOfThePlatform(value);
}

function isOfThePlatform(value) {
  return [Headers, URL, URLSearchParams, Response, CryptoKey, TextEncoder, TextDecoder, WeakMap, WeakSet, Promise].some(
    (type) => value instanceof type,
  );
}

function cloneObject(value, copies) {
  if (Array.isArray(value)) {
    return cloneMembers(value, kept(value, new Array(value.length), copies), copies);
  }
  if (value instanceof Boolean || value instanceof Number || value instanceof String) {
    return kept(value, Object(value.valueOf()), copies);
  }
  if (value instanceof Date) {
    return kept(value, new Date(value.getTime()), copies);
  }
  if (value instanceof RegExp) {
    return kept(value, new RegExp(value.source, value.flags), copies);
  }
  if (value instanceof ArrayBuffer) {
    return kept(value, value.slice(0), copies);
  }
  if (ArrayBuffer.isView(value)) {
    return kept(value, cloneView(value, copies), copies);
  }
  if (value instanceof Map) {
    return cloneMap(value, kept(value, new Map(), copies), copies);
  }
  if (value instanceof Set) {
    return cloneSet(value, kept(value, new Set(), copies), copies);
  }
  if (value instanceof DOMException) {
    return kept(value, new DOMException(value.message, value.name), copies);
  }
  if (value instanceof Error) {
    return cloneError(value, copies);
  }
  return isPlain(value) ? cloneMembers(value, kept(value, {}, copies), copies) : refuse(value);
}

function clone(value, copies) {
  if (typeof value === 'function' || typeof value === 'symbol') {
    return refuse(value);
  }
  if (!isObject(value)) {
    return value;
  }
  return copies.get(value) ?? cloneObject(value, copies);
}

function structuredClone(value, options = undefined) {
  needArguments(arguments.length, 1, 'structuredClone');
  const copies = new Map();
  for (const buffer of optionsOf(options, 'structuredClone').transfer ?? []) {
    if (!(buffer instanceof ArrayBuffer) || copies.has(buffer)) {
      throw new DOMException('what is transferred must be ArrayBuffers, each of them once', 'DataCloneError');
    }
    copies.set(buffer, buffer.transfer());
  }
  return clone(value, copies);
}
