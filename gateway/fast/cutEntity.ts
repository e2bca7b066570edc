import { AnswerCutter, type Piece } from './AnswerCutter.ts';
import type { FastStep } from './compileSteps.ts';

/**
 * @param text - of an object; its characters are bytes.
 * @returns what goes to the client; `undefined` where it is not as it must be.
 */
export function cutEntity(text: string, steps: readonly FastStep[]): string | readonly Piece[] | undefined {
  const cutter = new AnswerCutter(text, 0);
  if (!cutter.skip('{') || !cutter.pass(steps) || !cutter.skip('}') || !cutter.isAtEnd) return undefined;
  return cutter.takeContent();
}
