/**
 * The bytes of the body element, tags included; `null` when there is none.
 *
 * Searching bytes is safe: `<` is never part of a longer character in GB18030.
 */
export function bodyBytesOf(message: Buffer): Buffer | null {
  const start = message.indexOf('<body');
  if (start === -1) return null;
  const tagEnd = message.indexOf('>', start);
  if (tagEnd !== -1 && message[tagEnd - 1] === 0x2f) return message.subarray(start, tagEnd + 1);
  const end = message.lastIndexOf('</body>');
  return end < start ? null : message.subarray(start, end + '</body>'.length);
}
