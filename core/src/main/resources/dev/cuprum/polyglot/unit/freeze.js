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

function freezeAll(roots) {
  const assignable = ASSIGNED.flatMap(([owner, names]) => names.map((name) => makeAssignable(owner, name)));
  const seen = new Set();
  const waiting = [...roots, ...assignable, ...hidden(), ...ofTheHost()];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) {
      continue;
    }
    seen.add(value);
    Object.freeze(value);
    waiting.push(Reflect.getPrototypeOf(value));
    for (const key of Reflect.ownKeys(value)) {
      const { value: held, get, set } = Reflect.getOwnPropertyDescriptor(value, key);
      waiting.push(held, get, set);
    }
  }
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
