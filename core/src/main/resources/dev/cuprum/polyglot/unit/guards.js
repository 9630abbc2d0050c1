// Takes from the global object what no unit should have, and keeps units from what cannot be stopped once it runs: some
// builtins of the engine go through millions of elements without ever looking up.

/** Arrays up to this length are gone through at once; longer ones only where they have no holes. */
const LONG = 100000;
/** Texts are searched where no more than so many comparisons may be needed. */
const MOST_COMPARISONS = 5e7;

/** Whether an execution has left anything that the next one must not find. */
let used = false;

const { apply, defineProperty, getOwnPropertyDescriptor, ownKeys } = Reflect;
const { isArray } = Array;
const { hasOwn } = Object;

/** So many rejections of one execution are told. */
const MOST_TOLD = 10;

/** What promises were rejected with while nothing awaited them. */
let unheard = [];

/**
 * Keeps what is to be told, and no more: the engine calls this between two turns, where code of the unit would run in the next
 * execution, and goes on there after an error.
 */
globalThis.Graal.setUnhandledPromiseRejectionHandler((reason) => {
  used = true;
  if (unheard.length < MOST_TOLD) {
    unheard[unheard.length] = reason;
    answer.unheard();
  }
});

/** Tells in the log of the unit what nothing awaited. Runs code of the unit where that has made what is shown. */
function tell() {
  const reasons = unheard;
  unheard = [];
  for (let i = 0; i < reasons.length; i++) {
    try {
      web.console.error('a promise was rejected while nothing awaited it:', reasons[i]);
    } catch (e) {
      web.console.error('a promise was rejected while nothing awaited it, with what cannot be shown');
    }
  }
}

for (const name of ['Graal', 'eval', 'WeakRef', 'FinalizationRegistry', 'escape', 'unescape']) {
  delete globalThis[name];
}

function replace(owner, name, make) {
  const descriptor = getOwnPropertyDescriptor(owner, name);
  if (descriptor === undefined) {
    return;
  }
  const builtin = descriptor.value;
  const value = make(builtin);
  defineProperty(value, 'name', { value: builtin.name, configurable: true });
  defineProperty(value, 'length', { value: builtin.length, configurable: true });
  defineProperty(owner, name, { ...descriptor, value });
}

function isDense(array) {
  for (let i = array.length - 1; i >= 0; i--) {
    if (!hasOwn(array, i)) {
      return false;
    }
  }
  return true;
}

function checkArray(array) {
  if (array.length > LONG && !isDense(array)) {
    throw new RangeError(`an array of ${array.length} elements with holes is too long for this`);
  }
}

/** An array with the elements of what only looks like one. */
function arrayOf(like) {
  const result = [];
  const length = Math.min(Math.max(Math.trunc(Number(like.length)) || 0, 0), Number.MAX_SAFE_INTEGER);
  for (let i = 0; i < length; i++) {
    if (i in like) {
      result[i] = like[i];
    }
  }
  if (result.length < length) {
    result.length = length;
    checkArray(result);
  }
  return result;
}

/** What only makes an iterator, which goes on step by step. */
const STEPWISE = ['keys', 'values', 'entries', Symbol.iterator];
const CHANGING = ['copyWithin', 'fill', 'pop', 'push', 'reverse', 'shift', 'sort', 'splice', 'unshift'];

/** What flat does, step by step: arrays in arrays may have holes too. */
function flatten(array, depth, result) {
  checkArray(array);
  for (let i = 0; i < array.length; i++) {
    if (i in array) {
      const element = array[i];
      if (depth > 0 && isArray(element)) {
        flatten(element, depth - 1, result);
      } else {
        result[result.length] = element;
      }
    }
  }
  return result;
}

const STEP_BY_STEP = {
  flat(depth = 1) {
    return flatten(this, Math.trunc(Number(depth)) || 0, []);
  },
  flatMap(callback, thisArg) {
    return flatten(this.map(callback, thisArg), 1, []);
  },
};

for (const name of ownKeys(Array.prototype)) {
  const { value } = getOwnPropertyDescriptor(Array.prototype, name);
  if (typeof value !== 'function' || name === 'constructor' || name === 'at' || STEPWISE.includes(name)) {
    continue;
  }
  const changes = CHANGING.includes(name);
  replace(Array.prototype, name, (builtin) => {
    const work = hasOwn(STEP_BY_STEP, name) ? STEP_BY_STEP[name] : builtin;
    return function (...values) {
      if (isArray(this)) {
        if (this.length > LONG) {
          checkArray(this);
        }
        if (name === 'concat' || name === 'splice' || name === 'toSpliced') {
          for (let i = 0; i < values.length; i++) {
            if (isArray(values[i])) {
              checkArray(values[i]);
            } else if (typeof values[i] === 'object' && values[i] !== null && values[i][Symbol.isConcatSpreadable]) {
              values[i] = arrayOf(values[i]);
            }
          }
        }
        return apply(work, this, values);
      }
      if (this === undefined || this === null || typeof this !== 'object' || ArrayBuffer.isView(this)) {
        return apply(builtin, this, values);
      }
      if (changes) {
        throw new TypeError(`Array.prototype.${String(name)} changes arrays only`);
      }
      return apply(work, arrayOf(this), values);
    };
  });
}

replace(Array, 'from', (builtin) =>
  function (items, ...rest) {
    const like = typeof items === 'object' && items !== null && !(Symbol.iterator in items);
    return apply(builtin, this, [like ? arrayOf(items) : items, ...rest]);
  });

replace(Array, 'fromAsync', (builtin) =>
  function (items, ...rest) {
    const like = typeof items === 'object' && items !== null && !(Symbol.iterator in items || Symbol.asyncIterator in items);
    return apply(builtin, this, [like ? arrayOf(items) : items, ...rest]);
  });

for (const name of ['includes', 'indexOf', 'lastIndexOf', 'split', 'replace', 'replaceAll']) {
  replace(String.prototype, name, (builtin) =>
    function (...values) {
      if (typeof values[0] === 'string' && values[0].length > 256
          && values[0].length * String(this).length > MOST_COMPARISONS) {
        throw new RangeError(`looking for ${values[0].length} characters in ${String(this).length} takes too long`);
      }
      return apply(builtin, this, values);
    });
}

replace(JSON, 'stringify', (builtin) =>
  function (value, replacer, space) {
    if (isArray(replacer)) {
      checkArray(replacer);
    }
    return builtin(value, replacer, space);
  });

function checkText(value) {
  if (typeof value === 'string' && value.length > LONG) {
    throw new RangeError(`a text of ${value.length} characters is too long to be taken for an object`);
  }
}

for (const name of ['assign', 'entries', 'getOwnPropertyDescriptors', 'getOwnPropertyNames', 'groupBy', 'keys', 'values']) {
  replace(Object, name, (builtin) =>
    function (...values) {
      for (let i = 0; i < values.length; i++) {
        checkText(values[i]);
      }
      return apply(builtin, this, values);
    });
}

/** A proxy of an array could tell a short length first and a long one then. */
const { Proxy: AnyProxy } = globalThis;
function Proxy(target, handler) {
  if (new.target === undefined) {
    throw new TypeError('Proxy is made with new');
  }
  if (isArray(target)) {
    throw new TypeError('a unit makes no proxies of arrays');
  }
  return new AnyProxy(target, handler);
}
defineProperty(Proxy, 'prototype', { value: undefined, writable: false });
defineProperty(globalThis, 'Proxy', { value: Proxy, writable: true, enumerable: false, configurable: true });

/** Symbols of the registry live as long as an execution, as nothing of it is to be found by the next. */
let registered = new Map();
let keys = new Map();
replace(Symbol, 'for', () => (key) => {
  const text = String(key);
  let symbol = registered.get(text);
  if (symbol === undefined) {
    used = true;
    symbol = Symbol(text);
    registered.set(text, symbol);
    keys.set(symbol, text);
  }
  return symbol;
});
replace(Symbol, 'keyFor', () => (symbol) => {
  if (typeof symbol !== 'symbol') {
    throw new TypeError(`${String(symbol)} is not a symbol`);
  }
  return keys.get(symbol);
});

function forgetSymbols() {
  registered = new Map();
  keys = new Map();
}
