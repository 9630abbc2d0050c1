// Runs a unit, and tells the host where its function waits.

/** What the value is for that a unit returns. */
const FOR_NOTHING = 0;
const FOR_VARIABLE = 1;
const FOR_CHUNK = 2;

let purpose;

function finish(result) {
  if (purpose === FOR_VARIABLE) {
    answer.assign(result === undefined || result === null ? '' : String(result));
  } else if (purpose === FOR_CHUNK) {
    putChunk(result);
  } else if (result instanceof web.Response) {
    if (result !== sent) {
      respond(result);
    }
  } else if (result !== undefined && result !== null) {
    throw new TypeError(`a unit returns a Response or nothing, not ${typeof result}; respond(…) sends text`);
  }
  keep();
}

function keep() {
  if (context !== undefined) {
    answer.keep(jsonOf(context));
  }
}

function putChunk(result) {
  if (result === undefined) {
    return;
  }
  if (result === null) {
    answer.replaceChunk('');
  } else if (typeof result === 'string') {
    answer.replaceChunk(result);
  } else if (ArrayBuffer.isView(result)) {
    answer.replaceChunkBytes(result.buffer, result.byteOffset, result.byteLength);
  } else {
    throw new TypeError(`a body_filter unit returns a Uint8Array, text, null or nothing, not ${typeof result}`);
  }
}

function settled(result) {
  try {
    finish(result);
  } catch (e) {
    failed(e);
    return;
  }
  answer.settle();
}

function failed(e) {
  failure = { e };
  answer.settle();
}

const { then } = Promise.prototype;

/** What runs a unit, made once for each: a call without arguments is the fastest that the host can make. */
function runnerOf(factory, what) {
  return () => begin(factory, what);
}

function begin(factory, what) {
  if (used) {
    forget();
  }
  purpose = what;
  const unit = factory();
  if (typeof unit !== 'function') {
    throw new TypeError(`what the unit exports is no function: ${typeof unit}`);
  }
  const result = unit(event);
  if (result === undefined && what === FOR_NOTHING) {
    if (used) {
      keep();
    }
  } else if (result instanceof Promise) {
    used = true;
    apply(then, result, [settled, failed]);
    answer.await();
  } else {
    finish(result);
  }
}

/** Throws what the promise of the unit's function was rejected with, if it was. */
function check() {
  if (failure !== undefined) {
    const { e } = failure;
    throw e instanceof Error ? e : new Error(`thrown was ${web.internals.inspect(e)}`);
  }
}

for (const [name, value] of Object.entries(web)) {
  defineProperty(globalThis, name, { value, writable: true, enumerable: false, configurable: true });
}
// What getters give is not found by itself.
const [ways, searched] = freezeAll([globalThis, event, requestHeaders, responseHeaders, arguments_, cookies, web, web.internals, web.crypto.subtle], known);
return [runnerOf, check, tell, ways, searched];
