import { type DocumentNode, parse } from 'graphql';
import { explainLane } from '../../gateway/fast/explainLane.ts';
import type { Generation } from '../../gateway/plan/Generation.ts';
import type { Dice } from '../../tests/gateway/execute/differential/Dice.ts';
import type { DrawnOperation } from '../../tests/gateway/execute/differential/DrawnOperation.ts';
import { drawOperation } from '../../tests/gateway/execute/differential/drawOperation.ts';
import type { GeneratedFederation } from '../../tests/gateway/execute/differential/GeneratedFederation.ts';
import { drawLaneOperation } from './drawLaneOperation.ts';

const CANDIDATES = 12;

/** Draws an operation that the fast lane takes, most of the time; else any. */
export async function pickLaneOperation(
  { merged, model }: GeneratedFederation,
  generation: Generation,
  dice: Dice,
): Promise<DrawnOperation> {
  if (dice.chance(0.1)) return drawOperation(merged, dice, { isPlain: true });
  const wantsEntities = dice.chance(0.8);
  let best = drawLaneOperation(merged, model, dice);
  for (let drawn = 0; drawn < CANDIDATES; drawn++) {
    const candidate = drawLaneOperation(merged, model, dice);
    const { isFast, hasEntities } = await laneOf(parse(candidate.source), candidate, generation);
    if (isFast) best = candidate;
    if (isFast && hasEntities === wantsEntities) break;
  }
  return best;
}

async function laneOf(document: DocumentNode, { source, variables }: DrawnOperation, generation: Generation) {
  const prepared = await generation.prepare(document, source, undefined, null);
  const values = { yes: variables['yes'] === true, no: variables['no'] === true };
  const { fast } = explainLane(prepared, document, generation, values);
  return { isFast: fast !== null, hasEntities: (fast?.entities.length ?? 0) > 0 };
}
