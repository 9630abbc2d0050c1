// What a unit gets. What comes with it, and is no global, is for the engine.

const globals = {
  URL,
  URLSearchParams,
  Headers,
  Response,
  TextEncoder,
  TextDecoder,
  DOMException,
  CryptoKey,
  atob,
  btoa,
  crypto,
  fetch,
  structuredClone,
  setTimeout,
  clearTimeout,
  queueMicrotask,
  console,
};
Object.defineProperty(globals, 'internals', {
  value: Object.freeze({ headersOver, fixHeaders, paramsOf, replaceParams, takeBody, bodyOf, bytesOf, statusOf, REDIRECTS, inspect }),
});
return globals;
