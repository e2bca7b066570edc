import { randomInt } from 'node:crypto';
import type { CallContextCaller } from '../../../domain/callContext.ts';

/** Odd, and another one in each process. */
const FACTOR = randomInt(2 ** 30, 2 ** 31) | 1;
/** Of a long body its end is read, where variables stand, and so many characters all over the rest. */
const END = 512;
const SAMPLES = 256;

/** A number that is equal for equal bodies of one person, and for others seldom; never 0. */
export function hashRead(body: string, caller: CallContextCaller | null): number {
  const { length } = body;
  const end = Math.max(0, length - END);
  let hash = mix(length, body, 0, end, Math.max(1, Math.ceil(end / SAMPLES)));
  hash = mix(hash, body, end, length, 1);
  if (caller !== null) hash = mix(hash, caller.subject, 0, caller.subject.length, 1);
  return (hash ^ (hash >>> 16)) | 1;
}

function mix(from: number, text: string, start: number, end: number, step: number): number {
  let hash = from;
  for (let index = start; index < end; index += step) {
    hash = Math.imul(hash ^ text.charCodeAt(index), FACTOR);
  }
  return hash;
}
