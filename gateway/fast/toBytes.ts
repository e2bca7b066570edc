/** A text's UTF-8, as characters; what is ASCII stays as it is. */
export const toBytes = (text: string): string =>
  Buffer.byteLength(text) === text.length ? text : Buffer.from(text).toString('latin1');
