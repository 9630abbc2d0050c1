// console: texts as util.format of Node.js makes them, each on one line, to the log of the unit.

const DEEPEST = 2;
const MOST_ITEMS = 100;
const MOST_CHARACTERS = 10000;
const IDENTIFIER = /^[A-Za-z_]\w*$/;
const FORMATS = /%[sdifjoOc%]/g;

function quoted(text) {
  const cut = text.length > MOST_CHARACTERS;
  const shown = cut ? text.slice(0, MOST_CHARACTERS) : text;
  const quote = !shown.includes("'") ? "'" : !shown.includes('"') ? '"' : !shown.includes('`') ? '`' : "'";
  const escaped = JSON.stringify(shown).slice(1, -1).replaceAll('\\"', '"');
  const left = text.length - MOST_CHARACTERS;
  const rest = cut ? `... ${left} more character${left === 1 ? '' : 's'}` : '';
  return `${quote}${quote === "'" ? escaped.replaceAll("'", "\\'") : escaped}${quote}${rest}`;
}

function inspectPrimitive(value) {
  switch (typeof value) {
    case 'string':
      return quoted(value);
    case 'bigint':
      return `${value}n`;
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value);
    default:
      return String(value);
  }
}

function inspectFunction(value) {
  const name = value.name === '' ? '(anonymous)' : String(value.name);
  if (Function.prototype.toString.call(value).startsWith('class')) {
    const parent = Object.getPrototypeOf(value).name;
    return parent === '' ? `[class ${name}]` : `[class ${name} extends ${parent}]`;
  }
  const kind = Object.prototype.toString.call(value).slice('[object '.length, -1);
  return value.name === '' ? `[${kind} ${name}]` : `[${kind}: ${name}]`;
}

function inspectKey(key) {
  if (typeof key === 'symbol') {
    return `[${String(key)}]`;
  }
  return IDENTIFIER.test(key) ? key : quoted(key);
}

/** The name before the braces; empty where it goes without saying. */
function prefixOf(value, usual, size) {
  const prototype = Object.getPrototypeOf(value);
  const name = prototype === null ? `[${usual}: null prototype]` : prototype.constructor?.name || usual;
  if (size !== undefined) {
    return `${name}(${size}) `;
  }
  return name === usual ? '' : `${name} `;
}

function members(value, keys, inside) {
  return keys.map((key) => {
    const property = Object.getOwnPropertyDescriptor(value, key);
    if (property.get !== undefined) {
      return `${inspectKey(key)}: ${property.set === undefined ? '[Getter]' : '[Getter/Setter]'}`;
    }
    return `${inspectKey(key)}: ${property.set === undefined ? inside(property.value) : '[Setter]'}`;
  });
}

function visibleKeys(value) {
  return Reflect.ownKeys(value).filter((key) => Object.getOwnPropertyDescriptor(value, key)?.enumerable);
}

function braces(prefix, items, [open, close] = ['{', '}']) {
  return items.length === 0 ? `${prefix}${open}${close}` : `${prefix}${open} ${items.join(', ')} ${close}`;
}

function limited(items, total) {
  const left = total - items.length;
  return left > 0 ? [...items, `... ${left} more item${left === 1 ? '' : 's'}`] : items;
}

/** The items of an array, and how many places without one there are in between. */
function arrayItems(array, inside) {
  const items = [];
  let at = 0;
  for (const key of Object.keys(array)) {
    const index = Number(key);
    if (items.length >= MOST_ITEMS || !isIndex(key, array.length)) {
      break;
    }
    if (index > at) {
      items.push(holes(index - at));
    }
    items.push(inside(array[index]));
    at = index + 1;
  }
  if (items.length < MOST_ITEMS && at < array.length) {
    items.push(holes(array.length - at));
    at = array.length;
  }
  return at < array.length ? limited(items, items.length + array.length - at) : items;
}

function isIndex(key, length) {
  const index = Number(key);
  return index >= 0 && index < length && String(index) === key && Number.isInteger(index);
}

function holes(count) {
  return `<${count} empty item${count === 1 ? '' : 's'}>`;
}

function inspectArray(array, inside) {
  const extra = visibleKeys(array).filter((key) => typeof key === 'symbol' || !isIndex(key, array.length));
  const prefix = prefixOf(array, 'Array', undefined);
  return braces(
    prefix === '' ? '' : `${prefix.trimEnd()}(${array.length}) `,
    [...arrayItems(array, inside), ...members(array, extra, inside)],
    ['[', ']'],
  );
}

function inspectTyped(array, inside) {
  const shown = Array.from(array.subarray(0, MOST_ITEMS), inside);
  return braces(prefixOf(array, 'TypedArray', array.length), limited(shown, array.length), ['[', ']']);
}

function inspectMap(map, inside) {
  const shown = [];
  for (const [key, value] of map) {
    if (shown.length === MOST_ITEMS) {
      break;
    }
    shown.push(`${inside(key)} => ${inside(value)}`);
  }
  return braces(prefixOf(map, 'Map', map.size), limited(shown, map.size));
}

function inspectSet(set, inside) {
  const shown = [];
  for (const value of set) {
    if (shown.length === MOST_ITEMS) {
      break;
    }
    shown.push(inside(value));
  }
  return braces(prefixOf(set, 'Set', set.size), limited(shown, set.size));
}

function inspectError(error, inside) {
  const text = typeof error.stack === 'string' && error.stack !== '' ? error.stack : String(error);
  const keys = visibleKeys(error).filter((key) => key !== 'stack' && key !== 'message');
  const cause = Object.hasOwn(error, 'cause') ? [`[cause]: ${inside(error.cause)}`] : [];
  const items = [...members(error, keys, inside), ...cause];
  return items.length === 0 ? text : `${text} ${braces('', items)}`;
}

function inspectPlatform(value, inside) {
  if (value instanceof Headers) {
    return braces('Headers ', [...value].map(([name, text]) => `${inspectKey(name)}: ${quoted(text)}`));
  }
  if (value instanceof URLSearchParams) {
    return braces('URLSearchParams ', [...value].map(([name, text]) => `${quoted(name)} => ${quoted(text)}`));
  }
  if (value instanceof URL) {
    return `URL { href: ${quoted(value.href)} }`;
  }
  if (value instanceof Response) {
    return braces('Response ', [`status: ${value.status}`, `headers: ${inside(value.headers)}`]);
  }
  return null;
}

function inspectSpecial(value, inside) {
  if (value instanceof Error) {
    return inspectError(value, inside);
  }
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  }
  if (value instanceof RegExp) {
    return RegExp.prototype.toString.call(value);
  }
  if (value instanceof Promise) {
    return 'Promise {}';
  }
  if (value instanceof WeakMap || value instanceof WeakSet) {
    return `${value[Symbol.toStringTag]} { <items unknown> }`;
  }
  if (value instanceof ArrayBuffer) {
    return `ArrayBuffer { byteLength: ${value.byteLength} }`;
  }
  for (const type of [Boolean, Number, String, Symbol]) {
    if (value instanceof type) {
      return `[${type.name}: ${inspectPrimitive(value.valueOf())}]`;
    }
  }
  return inspectPlatform(value, inside);
}

function inspectObject(value, inside) {
  if (typeof value === 'function') {
    const keys = visibleKeys(value);
    return keys.length === 0 ? inspectFunction(value) : braces(`${inspectFunction(value)} `, members(value, keys, inside));
  }
  if (Array.isArray(value)) {
    return inspectArray(value, inside);
  }
  if (value instanceof TypedArray) {
    return inspectTyped(value, inside);
  }
  if (value instanceof Map) {
    return inspectMap(value, inside);
  }
  if (value instanceof Set) {
    return inspectSet(value, inside);
  }
  return inspectSpecial(value, inside) ?? inspectPlain(value, inside);
}

function inspectPlain(value, inside) {
  const tag = value[Symbol.toStringTag];
  const prefix = prefixOf(value, 'Object', undefined);
  const marked = typeof tag === 'string' && tag !== '' && !Object.prototype.propertyIsEnumerable.call(value, Symbol.toStringTag) && tag !== prefix.trimEnd();
  const keys = visibleKeys(value);
  return braces(marked ? `${prefix === '' ? 'Object ' : prefix}[${tag}] ` : prefix, members(value, keys, inside));
}

function shortNameOf(value) {
  return Array.isArray(value) ? '[Array]' : `[${prefixOf(value, '', undefined).trimEnd() || 'Object'}]`;
}

function inspect(value, deepest = DEEPEST) {
  const around = [];
  const circular = [];
  const at = (item) => {
    if (!isObject(item)) {
      return inspectPrimitive(item);
    }
    if (around.includes(item)) {
      if (!circular.includes(item)) {
        circular.push(item);
      }
      return `[Circular *${circular.indexOf(item) + 1}]`;
    }
    if (around.length > deepest && !isShallow(item)) {
      return shortNameOf(item);
    }
    around.push(item);
    const text = inspectObject(item, at);
    around.pop();
    return circular.includes(item) ? `<ref *${circular.indexOf(item) + 1}> ${text}` : text;
  };
  return at(value);
}

/** Whether it is shown as a whole however deep it lies. */
function isShallow(value) {
  if (value instanceof Error || value instanceof Date || value instanceof RegExp) {
    return true;
  }
  return typeof value === 'function' ? visibleKeys(value).length === 0 : visibleKeys(value).length === 0 && isPlainEmpty(value);
}

function isPlainEmpty(value) {
  return !(value instanceof Map || value instanceof Set) || value.size === 0;
}

function formatText(value) {
  if (typeof value === 'bigint' || (typeof value === 'number' && Object.is(value, -0))) {
    return inspectPrimitive(value);
  }
  if (!isObject(value)) {
    return String(value);
  }
  return hasTextOfItsOwn(value) ? String(value) : inspect(value, 0);
}

function hasTextOfItsOwn(value) {
  if (value instanceof Error) {
    return true;
  }
  return (
    typeof value.toString === 'function' &&
    value.toString !== Object.prototype.toString &&
    value.toString !== Array.prototype.toString &&
    typeof value !== 'function' &&
    !(value instanceof RegExp || value instanceof Date) &&
    !isObject(value[Symbol.iterator])
  );
}

function formatNumber(value, convert) {
  if (typeof value === 'bigint') {
    return `${value}n`;
  }
  return typeof value === 'symbol' || isObject(value) ? 'NaN' : inspectPrimitive(convert(value));
}

function formatJson(value) {
  try {
    return String(JSON.stringify(value));
  } catch (e) {
    if (e instanceof TypeError && /circular|cyclic/i.test(e.message)) {
      return '[Circular]';
    }
    throw e;
  }
}

function formatOne(directive, value) {
  switch (directive) {
    case '%s':
      return formatText(value);
    case '%d':
      return formatNumber(value, Number);
    case '%i':
      return formatNumber(value, (text) => Number.parseInt(text, 10));
    case '%f':
      return typeof value === 'symbol' ? 'NaN' : inspectPrimitive(Number.parseFloat(value));
    case '%j':
      return formatJson(value);
    case '%o':
      return inspect(value, 4);
    case '%O':
      return inspect(value);
    default:
      return '';
  }
}

function format(values) {
  let rest = values;
  let text = '';
  if (values.length > 1 && typeof values[0] === 'string' && values[0].includes('%')) {
    let used = 1;
    text = values[0].replace(FORMATS, (directive) => {
      if (directive === '%%') {
        return '%';
      }
      return used < values.length ? formatOne(directive, values[used++]) : directive;
    });
    rest = values.slice(used);
    if (rest.length === 0) {
      return text;
    }
    text += ' ';
  }
  return text + rest.map((value) => (typeof value === 'string' ? value : inspect(value))).join(' ');
}

const console = {
  log(...values) {
    host.log('notice', format(values));
  },
  info(...values) {
    host.log('info', format(values));
  },
  warn(...values) {
    host.log('warn', format(values));
  },
  error(...values) {
    host.log('err', format(values));
  },
  debug(...values) {
    host.log('debug', format(values));
  },
};
