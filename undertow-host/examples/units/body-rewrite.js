// Makes links of HTML pages secure, and puts a banner before them. For body_filter; the length of the page changes, which the
// edge knows. A page may come in several pieces: what may be the beginning of a link is held back for the next.
const LINK = 'href="http://';

function held(text) {
  for (let length = Math.min(LINK.length - 1, text.length); length > 0; length--) {
    if (LINK.startsWith(text.slice(-length))) {
      return length;
    }
  }
  return 0;
}

// One character for each byte, so that characters of several bytes may be cut between two pieces.
const textOf = (bytes) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
const bytesOf = (text) => Uint8Array.from(text, (character) => character.charCodeAt(0));

export default ({ chunk, last, response, ctx }) => {
  if (!response.headers.get('content-type')?.startsWith('text/html')) {
    return;
  }
  let text = (ctx.tail ?? '') + textOf(chunk);
  ctx.tail = '';
  if (!last) {
    const length = held(text);
    ctx.tail = text.slice(text.length - length);
    text = text.slice(0, text.length - length);
  }
  text = text.replaceAll(LINK, 'href="https://');
  if (!ctx.begun && text !== '') {
    ctx.begun = true;
    text = `<!-- seen at the edge -->${text}`;
  }
  return bytesOf(text);
};
