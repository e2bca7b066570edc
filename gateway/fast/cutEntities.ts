import { AnswerCutter, type Piece } from './AnswerCutter.ts';
import type { FastStep } from './compileSteps.ts';
import type { EntityCall } from './EntityCall.ts';

const BEGIN = '{"data":{"_entities":[';

/** Cuts what an endpoint answered into the holes that it was asked for. @returns whether it was as it must be. */
export function cutEntities(text: string, { fetch: { steps, whole }, holes }: EntityCall): boolean {
  if (!text.startsWith(BEGIN)) return false;
  const cutter = new AnswerCutter(text, BEGIN.length);
  let isFirst = true;
  for (const places of holes) {
    if (!isFirst && !cutter.skip(',')) return false;
    const entity = whole === null ? cutObject(cutter, steps) : cutter.takeObject(whole);
    if (entity === undefined) return false;
    for (const hole of places) hole.content = entity;
    isFirst = false;
  }
  return cutter.skip(']}}') && cutter.isAtEnd;
}

function cutObject(cutter: AnswerCutter, steps: readonly FastStep[]): string | readonly Piece[] | undefined {
  return cutter.skip('{') && cutter.pass(steps) && cutter.skip('}') ? cutter.takeContent() : undefined;
}
