import type { RawAnswer } from '../SandboxDialect.ts';
import type { Fault } from './Fault.ts';

/** What is sent: a status, headers, and a body at once or in chunks. */
export interface SpoiledAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | Iterable<Buffer>;
}

const CHUNK = Buffer.alloc(64 * 1024, 'a');
const LOGIN_PAGE = `<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>用户登录</title></head>
<body><form method="post" action="/login"><input name="user"><input name="password" type="password"></form></body></html>
`;

/**
 * Puts other bytes in the place of an answer or a message, for the faults that are made of bytes.
 *
 * @param isXml - whether the dialect speaks XML; JSON otherwise.
 */
export function spoilAnswer(
  { status, headers, body }: Pick<RawAnswer, 'status' | 'headers' | 'body'>,
  fault: Fault | null,
  isXml: boolean,
): SpoiledAnswer {
  switch (fault?.kind) {
    case 'garbage':
      return { status: 200, headers, body: garbage(body.length) };
    case 'truncated':
      // With a lost connection the length stays as promised; the server cuts while sending.
      return { status, headers, body: fault.cut === 'body' ? body.subarray(0, body.length >> 1) : body };
    case 'html':
      return {
        status: 200,
        headers: { 'content-type': 'text/html; charset=utf-8' },
        body: Buffer.from(LOGIN_PAGE),
      };
    case 'empty':
      return { status: 200, headers, body: Buffer.alloc(0) };
    case 'huge':
      return { status: 200, headers, body: chunksOf(isXml ? '<a>' : '{"code":"', fault.bytes) };
    case 'deep':
      return { status: 200, headers, body: nested(isXml, fault.levels) };
    case 'xxe':
      return { status, headers, body: withEntity(body, '<!ENTITY x SYSTEM "file:///etc/hostname">') };
    case 'billion-laughs':
      return { status, headers, body: withEntity(body, laughs()) };
    default:
      return { status, headers, body };
  }
}

/** 0xFF begins no character of UTF-8 and 0x80 ends none of GB18030. */
function garbage(length: number): Buffer {
  return Buffer.from(
    Array.from({ length: Math.max(64, length) }, (_, index) => (index % 2 === 0 ? 0xff : 0x80)),
  );
}

function* chunksOf(start: string, bytes: number): Iterable<Buffer> {
  yield Buffer.from(start).subarray(0, bytes);
  for (let left = bytes - start.length; left > 0; left -= CHUNK.length) {
    yield left < CHUNK.length ? CHUNK.subarray(0, left) : CHUNK;
  }
}

function nested(isXml: boolean, levels: number): Buffer {
  return isXml
    ? Buffer.from(`${'<a>'.repeat(levels)}${'</a>'.repeat(levels)}`)
    : Buffer.from(`{"code":"0","data":${'['.repeat(levels)}${']'.repeat(levels)}}`);
}

/** Declares an entity `x` before the root element and uses it in the first text; works on bytes of any ASCII superset. */
function withEntity(body: Buffer, declaration: string): Buffer {
  const text = body.toString('latin1');
  const prologue = /^\s*<\?xml[^>]*\?>/.exec(text)?.[0] ?? '';
  const rest = text.slice(prologue.length).replace(/>([^<>]+)</, '>&x;$1<');
  return Buffer.from(`${prologue}<!DOCTYPE r [${declaration}]>${rest}`, 'latin1');
}

function laughs(): string {
  const levels = Array.from(
    { length: 9 },
    (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`,
  );
  return `<!ENTITY l0 "ha">${levels.join('')}<!ENTITY x "&l9;">`;
}
