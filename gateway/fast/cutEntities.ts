import { AnswerCutter } from './AnswerCutter.ts';
import type { EntityCall } from './EntityCall.ts';

const BEGIN = '{"data":{"_entities":[';

/** Cuts what an endpoint answered into the holes that it was asked for. @returns whether it was as it must be. */
export function cutEntities(text: string, { fetch: { steps }, holes }: EntityCall): boolean {
  if (!text.startsWith(BEGIN)) return false;
  const cutter = new AnswerCutter(text, BEGIN.length);
  let isFirst = true;
  for (const places of holes) {
    if (!cutter.skip(isFirst ? '{' : ',{') || !cutter.pass(steps) || !cutter.skip('}')) return false;
    const entity = cutter.takeContent();
    for (const hole of places) hole.content = entity;
    isFirst = false;
  }
  return cutter.skip(']}}') && cutter.isAtEnd;
}
