// fetch of the Fetch standard, to the targets that the operator has allowed.

const METHOD = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const NORMALIZED = Object.freeze(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT']);
const REDIRECT_MODES = Object.freeze(['follow', 'manual', 'error']);

function methodOf(value) {
  const method = String(value);
  if (!METHOD.test(method)) {
    throw new TypeError(`'${method}' is not a method`);
  }
  const upper = method.toUpperCase();
  return NORMALIZED.includes(upper) ? upper : method;
}

function redirectModeOf(value) {
  const mode = String(value);
  if (!REDIRECT_MODES.includes(mode)) {
    throw new TypeError(`redirect is one of ${REDIRECT_MODES.join(', ')}, not '${mode}'`);
  }
  return mode;
}

function fieldsOf(headers) {
  const fields = [];
  for (const [name, value] of headers) {
    fields.push(name, value);
  }
  return fields.join('\n');
}

function requestOf(url, init) {
  const options = optionsOf(init, 'fetch');
  if (options.signal !== undefined && options.signal !== null) {
    throw new TypeError('fetch knows no signal here; the time limit of the unit ends it');
  }
  const method = methodOf(options.method ?? 'GET');
  const headers = new Headers(options.headers);
  const [content, type] = bodyOf(options.body);
  if (content !== null && (method === 'GET' || method === 'HEAD')) {
    throw new TypeError(`a request with method ${method} has no body`);
  }
  if (type !== null && !headers.has('content-type')) {
    headers.set('content-type', type);
  }
  const parts = parseUrl(url, undefined);
  if (parts === null) {
    throw new TypeError(`'${url}' is not an absolute URL`);
  }
  const body = typeof content === 'string' ? encodeUtf8(content) : content;
  return { method, url: parts[0], fields: fieldsOf(headers), body, redirect: redirectModeOf(options.redirect ?? 'follow') };
}

function responseOf(url, redirected, status, statusText, fields, body) {
  const headers = new Headers();
  const lines = fields === '' ? [] : fields.split('\n');
  for (let i = 0; i < lines.length; i += 2) {
    headers.append(lines[i], lines[i + 1]);
  }
  return fetched(url, redirected, status, statusText, headers, body === null ? null : bytesOf(body));
}

async function fetch(input, init = undefined) {
  needArguments(arguments.length, 1, 'fetch');
  const { method, url, fields, body, redirect } = requestOf(input, init);
  return await new Promise((resolve, reject) => {
    host.fetch(
      method,
      url,
      fields,
      body === null ? null : body.buffer,
      redirect,
      (...answer) => resolve(Promise.resolve(answer).then((parts) => responseOf(...parts))),
      (reason) => reject(new TypeError(`fetch failed: ${reason}`)),
    );
  });
}
