import { applyOutcome } from '../execute/applyOutcome.ts';
import type { EntityOutcome } from '../execute/EntityFetcher.ts';
import type { ExecutionRun } from '../execute/ExecutionRun.ts';
import { findPlaces } from '../execute/findPlaces.ts';
import type { Hole, Piece } from './AnswerCutter.ts';
import type { FastEntityFetch } from './FastOperation.ts';
import { holesOf } from './holesOf.ts';
import { writeSkeleton } from './writeSkeleton.ts';

/** What the general lane said of one entity, and where that goes. */
export interface EntityFate {
  readonly outcome: EntityOutcome;
  readonly holes: readonly Hole[];
}

/** All that went wrong in one request. */
export interface Faults {
  /** The operation's. */
  readonly entities: readonly FastEntityFetch[];
  /** Of those about which something is to be told, by the number of their fetch. */
  readonly fates: ReadonlyMap<number, readonly EntityFate[]>;
  /** Holes for which nothing came. */
  readonly lost: ReadonlySet<Hole>;
}

/**
 * Finds where in the response things went wrong, and has the general lane apply them there.
 *
 * Only so much of the answer is read as lies above those places.
 *
 * @param groups - of fields, in the client's order.
 * @returns the run with errors and data as the general lane would have them there; `null` where places cannot be told.
 */
export function placeFaults(
  groups: readonly (readonly Piece[])[],
  { entities, fates, lost }: Faults,
  given: ExecutionRun,
): ExecutionRun | null {
  const failed = [...fates].filter(([, of]) => of.length > 0);
  if (failed.length === 0) return given;
  const deep = new Set(failed.flatMap(([number]) => ancestorsOf(number, entities)));
  const data: ExecutionRun['data'] = JSON.parse(writeSkeleton(groups, { entities, deep, lost }));
  const run = { ...given, data };
  for (const [number, of] of failed) {
    const fetch = entities[number];
    if (fetch === undefined) return null;
    const places = findPlaces([{ value: data, key: null, parent: null }], fetch.place, run.facts);
    const holes = holesOf(groups, number);
    if (places.length !== holes.length) return null;
    const indices = indicesOf(holes);
    const standing = of.map(({ outcome, holes }) => {
      // One that stands in an entity of several places is there several times.
      const at = [...new Set(holes)]
        .flatMap((hole) => indices.get(hole) ?? [])
        .sort((one, other) => one - other);
      return { outcome, at };
    });
    standing.sort((one, other) => (one.at[0] ?? 0) - (other.at[0] ?? 0));
    for (const { outcome, at } of standing) {
      const standsAt = at.flatMap((index) => places[index] ?? []);
      applyOutcome(outcome, fetch.fetch, standsAt, run);
    }
  }
  return run;
}

function indicesOf(holes: readonly Hole[]): ReadonlyMap<Hole, readonly number[]> {
  const indices = new Map<Hole, number[]>();
  for (const [index, hole] of holes.entries()) {
    const known = indices.get(hole);
    if (known === undefined) indices.set(hole, [index]);
    else known.push(index);
  }
  return indices;
}

/** The fetches that brought the objects in which this one's entities are. */
function ancestorsOf(number: number, entities: readonly FastEntityFetch[]): readonly number[] {
  const keysOf = (at: number): readonly string[] =>
    (entities[at]?.place ?? []).flatMap(({ key }) => key ?? []);
  const keys = keysOf(number);
  return [...entities.keys()].filter((other) => {
    const above = keysOf(other);
    return above.length < keys.length && above.every((key, index) => keys[index] === key);
  });
}
