import type { Fault } from './Fault.ts';
import { spoilAnswer } from './spoilAnswer.ts';

/** Nobody takes a row or a file of this length; more would only fill the disk. */
const LENGTH_LIMIT = 72 * 2 ** 20;

/** What `spoilAnswer` does to the body of an answer, for content that nobody called for. */
export function spoilContent(content: Buffer, fault: Fault | null, isXml: boolean): Buffer {
  // There is no connection to lose.
  const meant: Fault | null = fault?.kind === 'truncated' ? { kind: 'truncated', cut: 'body' } : fault;
  const answer = { status: 200, headers: {}, body: content, operation: null, asked: [] };
  const { body } = spoilAnswer(answer, meant, isXml);
  if (Buffer.isBuffer(body)) return body;
  const chunks: Buffer[] = [];
  let length = 0;
  for (const chunk of body) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= LENGTH_LIMIT) break;
  }
  return Buffer.concat(chunks, Math.min(length, LENGTH_LIMIT));
}
