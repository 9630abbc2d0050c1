// TextEncoder and TextDecoder of the Encoding standard, atob and btoa of the HTML standard.

class TextEncoder {
  get encoding() {
    return 'utf-8';
  }

  encode(text = '') {
    return encodeUtf8(String(text));
  }

  encodeInto(text, destination) {
    if (!(destination instanceof Uint8Array)) {
      throw new TypeError(`encodeInto writes into a Uint8Array, not ${nameOfType(destination)}`);
    }
    const source = String(text);
    const bytes = encodeUtf8(source);
    if (bytes.length <= destination.length) {
      destination.set(bytes);
      return { read: source.length, written: bytes.length };
    }
    let written = destination.length;
    while (written > 0 && (bytes[written] & 0xc0) === 0x80) {
      written--;
    }
    const fitting = bytes.subarray(0, written);
    destination.set(fitting);
    return { read: host.decode(fitting.buffer, 0, written).length, written };
  }
}

named(TextEncoder, 'TextEncoder');

const NO_BYTES = new Uint8Array(0);

class TextDecoder {
  #encoding;
  #fatal;
  #ignoreBOM;
  #held = NO_BYTES;
  #begun = false;

  constructor(label = 'utf-8', options = undefined) {
    const encoding = label === 'utf-8' ? label : host.encodingOf(String(label));
    if (encoding === null) {
      throw new RangeError(`'${label}' is not an encoding that can be decoded here: utf-8, utf-16le, utf-16be, latin1`);
    }
    this.#encoding = encoding;
    this.#fatal = Boolean(options?.fatal);
    this.#ignoreBOM = Boolean(options?.ignoreBOM);
  }

  get encoding() {
    return this.#encoding;
  }

  get fatal() {
    return this.#fatal;
  }

  get ignoreBOM() {
    return this.#ignoreBOM;
  }

  decode(input = NO_BYTES, options = undefined) {
    const stream = Boolean(options?.stream);
    const bytes = this.#withHeld(viewOf(input, 'what a TextDecoder decodes'));
    const used = stream ? bytes.length - host.unfinished(this.#encoding, bytes.buffer, bytes.byteOffset, bytes.length) : bytes.length;
    const text = host.decodeText(this.#encoding, bytes.buffer, bytes.byteOffset, used, this.#fatal);
    if (text === null) {
      this.#held = NO_BYTES;
      this.#begun = false;
      throw new TypeError(`the bytes are not ${this.#encoding}`);
    }
    this.#held = stream ? bytes.slice(used) : NO_BYTES;
    return this.#withoutMark(text, stream);
  }

  #withHeld(bytes) {
    if (this.#held.length === 0) {
      return bytes;
    }
    const all = new Uint8Array(this.#held.length + bytes.length);
    all.set(this.#held);
    all.set(bytes, this.#held.length);
    return all;
  }

  #withoutMark(text, stream) {
    const first = !this.#begun;
    this.#begun = stream && (this.#begun || text !== '');
    const marked = first && !this.#ignoreBOM && this.#encoding !== 'windows-1252' && text.charCodeAt(0) === 0xfeff;
    return marked ? text.slice(1) : text;
  }
}

named(TextDecoder, 'TextDecoder');

function btoa(text) {
  needArguments(arguments.length, 1, 'btoa');
  const encoded = host.btoa(String(text));
  if (encoded === null) {
    throw new DOMException('btoa encodes characters up to U+00FF only', 'InvalidCharacterError');
  }
  return encoded;
}

function atob(text) {
  needArguments(arguments.length, 1, 'atob');
  const decoded = host.atob(String(text));
  if (decoded === null) {
    throw new DOMException('what atob got is not base64', 'InvalidCharacterError');
  }
  return decoded;
}
