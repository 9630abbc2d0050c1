// Freezes all that units can reach and that outlives an execution. A frozen property would also keep objects that inherit
// it from having one of their own by assignment: those that units are likely to assign are made accessors that allow it.

const ASSIGNED = [
  [Object.prototype, ['constructor', 'hasOwnProperty', 'isPrototypeOf', 'propertyIsEnumerable', 'toLocaleString', 'toString', 'valueOf']],
  [Function.prototype, ['constructor', 'toString']],
  [Array.prototype, ['constructor', 'concat', 'join', 'map', 'filter', 'forEach', 'push', 'slice', 'toString']],
  [Date.prototype, ['constructor', 'toString', 'toJSON', 'valueOf']],
  [Map.prototype, ['constructor', 'get', 'set', 'has', 'delete']],
  [Set.prototype, ['constructor', 'add', 'has', 'delete']],
];
for (const type of [Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError, AggregateError]) {
  ASSIGNED.push([type.prototype, ['constructor', 'name', 'message', 'toString']]);
}

/** Returns what the property holds, which an accessor hides. */
function makeAssignable(owner, name) {
  const descriptor = Reflect.getOwnPropertyDescriptor(owner, name);
  if (descriptor === undefined || !('value' in descriptor)) {
    return undefined;
  }
  const { value, enumerable } = descriptor;
  Reflect.defineProperty(owner, name, {
    get() {
      return value;
    },
    set(own) {
      if (this === owner || Reflect.isExtensible(this) === false) {
        throw new TypeError(`Cannot assign to '${String(name)}' of what all units share`);
      }
      Reflect.defineProperty(this, name, { value: own, writable: true, enumerable: true, configurable: true });
    },
    enumerable,
    configurable: false,
  });
  return value;
}

const { getPrototypeOf } = Reflect;
const BY_PROTOTYPE = 0;
const BY_VALUE = 1;
const BY_GETTER = 2;
const BY_SETTER = 3;

function isObject(value) {
  return (typeof value === 'object' || typeof value === 'function') && value !== null;
}

/**
 * Freezes what the roots lead to. Searching that takes the most part of what it takes to make a context, and all contexts
 * are alike, so the way to each thing is written down for those to come.
 *
 * @param known what this returned in another context; empty in the first
 * @returns the ways by which it was found here, and whether they had to be searched for
 */
function freezeAll(roots, known) {
  const assignable = ASSIGNED.flatMap(([owner, names]) => names.map((name) => makeAssignable(owner, name)));
  const first = [...roots, ...assignable, ...hidden(), ...ofTheHost()];
  const followed = known === '' ? undefined : follow(first, known);
  const { found, ways } = followed === undefined ? search(first) : { found: followed, ways: known };
  for (let i = 0; i < found.length; i++) {
    if (isObject(found[i])) {
      Object.freeze(found[i]);
    }
  }
  return [ways, followed === undefined];
}

/**
 * All things that some lead to, and the ways there: how many there are at first, then for each other from which it is reached,
 * how, and by which key.
 */
function search(first) {
  const found = [...first];
  const seen = new Set(first);
  const symbols = new Map(Object.getOwnPropertyNames(Symbol).map((name) => [Symbol[name], name]));
  const ways = [first.length];
  for (let i = 0; i < found.length; i++) {
    const from = found[i];
    if (!isObject(from)) {
      continue;
    }
    const add = (value, how, key) => {
      if (isObject(value) && !seen.has(value)) {
        seen.add(value);
        found.push(value);
        ways.push(i, how, typeof key === 'symbol' ? [symbols.get(key)] : key);
      }
    };
    add(getPrototypeOf(from), BY_PROTOTYPE, '');
    for (const key of ownKeys(from)) {
      const { value, get, set } = getOwnPropertyDescriptor(from, key);
      add(value, BY_VALUE, key);
      add(get, BY_GETTER, key);
      add(set, BY_SETTER, key);
    }
  }
  return { found, ways: JSON.stringify(ways) };
}

/** The things that ways lead to; nothing where this is not what they were found in. */
function follow(first, text) {
  const ways = JSON.parse(text);
  if (ways[0] !== first.length) {
    return undefined;
  }
  const found = [...first];
  for (let i = 1; i < ways.length; i += 3) {
    const from = found[ways[i]];
    const how = ways[i + 1];
    const name = ways[i + 2];
    const key = typeof name === 'string' ? name : Symbol[name[0]];
    const value =
      how === BY_VALUE ? from[key]
      : how === BY_PROTOTYPE ? getPrototypeOf(from)
      : how === BY_GETTER ? getOwnPropertyDescriptor(from, key)?.get
      : getOwnPropertyDescriptor(from, key)?.set;
    if (!isObject(value)) {
      return undefined;
    }
    found.push(value);
  }
  return found;
}

/** What the host throws, and the host's objects and functions: units hold the first, and what they hang on. */
function ofTheHost() {
  const found = [asked, asked.method];
  try {
    asked.method();
  } catch (e) {
    found.push(e);
  }
  return found.map((value) => Object.getPrototypeOf(value));
}

/** Prototypes that only syntax leads to. */
function hidden() {
  const found = [
    function* () {},
    async function () {},
    async function* () {},
    (function* () {})(),
    (async function* () {})(),
    [][Symbol.iterator](),
    new Map().entries(),
    new Set().values(),
    ''[Symbol.iterator](),
    ''.matchAll(/a/g),
    [].values().map((x) => x),
    Iterator.from({ next() {} }),
    new Proxy({}, {}),
    (function () {
      return arguments;
    })(),
  ];
  if (typeof Intl === 'object') {
    found.push(new Intl.Segmenter().segment('a'), new Intl.Segmenter().segment('a')[Symbol.iterator]());
  }
  return found;
}
