// What units need of the Web Cryptography API: digests, HMAC, random values, and comparison in constant time.

const HASHES = Object.freeze(['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512']);
const MOST_RANDOM = 65536;
const HMAC_USAGES = Object.freeze(['sign', 'verify']);
const FOR_THE_UNIT_ALONE = Symbol('made by importKey');

function algorithmName(algorithm) {
  return String(isObject(algorithm) ? algorithm.name : algorithm).toUpperCase();
}

function hashOf(algorithm) {
  const name = algorithmName(algorithm);
  if (!HASHES.includes(name)) {
    throw new DOMException(`'${name}' is not a hash that is known here: ${HASHES.join(', ')}`, 'NotSupportedError');
  }
  return name;
}

function needHmac(algorithm) {
  const name = algorithmName(algorithm);
  if (name !== 'HMAC') {
    throw new DOMException(`'${name}' is not an algorithm that is known here: HMAC`, 'NotSupportedError');
  }
}

/** The bytes of a key and its hash, for one use. */
let keyFor;

class CryptoKey {
  static {
    keyFor = (key, usage) => {
      if (!isObject(key) || !(#bytes in key)) {
        throw new TypeError(`the key must be one that importKey has made, not ${nameOfType(key)}`);
      }
      if (!key.#usages.includes(usage)) {
        throw new DOMException(`the key was not imported to ${usage}`, 'InvalidAccessError');
      }
      return [key.#bytes, key.#hash];
    };
  }

  #bytes;
  #hash;
  #extractable;
  #usages;

  constructor(secret, bytes, hash, extractable, usages) {
    if (secret !== FOR_THE_UNIT_ALONE) {
      throw new TypeError('a CryptoKey is made by crypto.subtle.importKey');
    }
    this.#bytes = bytes;
    this.#hash = hash;
    this.#extractable = extractable;
    this.#usages = usages;
  }

  get type() {
    return 'secret';
  }

  get extractable() {
    return this.#extractable;
  }

  get algorithm() {
    return { name: 'HMAC', hash: { name: this.#hash }, length: this.#bytes.length * 8 };
  }

  get usages() {
    return [...this.#usages];
  }
}

named(CryptoKey, 'CryptoKey');

function hmac(key, usage, data) {
  const [secret, hash] = keyFor(key, usage);
  const bytes = viewOf(data, 'what is signed');
  return bytesOf(host.hmac(hash, secret.buffer, bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function comparable(value) {
  return typeof value === 'string' ? encodeUtf8(value) : viewOf(value, 'what is compared');
}

/** Whether two texts or buffers are the same; takes as long wherever they differ. */
function timingSafeEqual(a, b) {
  needArguments(arguments.length, 2, 'timingSafeEqual');
  const left = comparable(a);
  const right = comparable(b);
  return host.timingSafeEqual(
    left.buffer, left.byteOffset, left.byteLength, right.buffer, right.byteOffset, right.byteLength,
  );
}

class SubtleCrypto {
  async digest(algorithm, data) {
    const hash = hashOf(algorithm);
    const bytes = viewOf(data, 'what is digested');
    return bytesOf(host.digest(hash, bytes.buffer, bytes.byteOffset, bytes.byteLength)).buffer;
  }

  async importKey(format, keyData, algorithm, extractable, keyUsages) {
    if (format !== 'raw') {
      throw new DOMException(`keys are imported as 'raw' here, not as '${format}'`, 'NotSupportedError');
    }
    needHmac(algorithm);
    const hash = hashOf(algorithm.hash);
    const usages = Array.from(keyUsages, String);
    if (usages.length === 0 || usages.some((usage) => !HMAC_USAGES.includes(usage))) {
      throw new DOMException("a key for HMAC is for 'sign', 'verify' or both", 'SyntaxError');
    }
    const bytes = viewOf(keyData, 'a key').slice();
    if (bytes.length === 0) {
      throw new DOMException('a key for HMAC has at least one byte', 'DataError');
    }
    return new CryptoKey(FOR_THE_UNIT_ALONE, bytes, hash, Boolean(extractable), usages);
  }

  async sign(algorithm, key, data) {
    needHmac(algorithm);
    return hmac(key, 'sign', data).buffer;
  }

  async verify(algorithm, key, signature, data) {
    needHmac(algorithm);
    return timingSafeEqual(viewOf(signature, 'a signature'), hmac(key, 'verify', data));
  }

  timingSafeEqual(a, b) {
    return timingSafeEqual(a, b);
  }
}

named(SubtleCrypto, 'SubtleCrypto');

class Crypto {
  #subtle = new SubtleCrypto();

  get subtle() {
    return this.#subtle;
  }

  getRandomValues(array) {
    if (!(array instanceof TypedArray) || /^Float/.test(array[Symbol.toStringTag])) {
      throw new DOMException('getRandomValues fills a typed array of whole numbers', 'TypeMismatchError');
    }
    if (array.byteLength > MOST_RANDOM) {
      throw new DOMException(`getRandomValues gives ${MOST_RANDOM} bytes at most`, 'QuotaExceededError');
    }
    viewOf(array, 'the array').set(bytesOf(host.randomBytes(array.byteLength)));
    return array;
  }

  randomUUID() {
    return host.randomUuid();
  }

  timingSafeEqual(a, b) {
    return timingSafeEqual(a, b);
  }
}

named(Crypto, 'Crypto');
const crypto = new Crypto();
