// setTimeout, clearTimeout and queueMicrotask; the host knows when it is time.

function needFunction(callback, what) {
  if (typeof callback !== 'function') {
    throw new TypeError(`${what} needs a function, not ${nameOfType(callback)}`);
  }
}

function setTimeout(callback, delay = 0, ...values) {
  needFunction(callback, 'setTimeout');
  const millis = Math.trunc(Number(delay));
  try {
    return host.setTimeout(
      values.length === 0 ? callback : () => callback(...values),
      millis >= 1 && millis <= 0x7fffffff ? millis : 0,
    );
  } catch (e) {
    throw new RangeError(e.message);
  }
}

function clearTimeout(id = undefined) {
  if (Number.isInteger(id)) {
    host.clearTimeout(id);
  }
}

function queueMicrotask(callback) {
  needFunction(callback, 'queueMicrotask');
  Promise.resolve().then(() => {
    try {
      callback();
    } catch (e) {
      console.error('Uncaught', e);
    }
  });
}
