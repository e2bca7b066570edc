import { applyOutcome } from '../execute/applyOutcome.ts';
import type { EntityOutcome } from '../execute/EntityFetcher.ts';
import type { ExecutionRun } from '../execute/ExecutionRun.ts';
import { findPlaces } from '../execute/findPlaces.ts';
import type { ObjectPlace } from '../execute/Place.ts';
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

interface StandingFate {
  readonly outcome: EntityOutcome;
  readonly fetch: FastEntityFetch;
  readonly places: readonly ObjectPlace[];
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
  const standing: StandingFate[] = [];
  // Found before any is applied: a record that is not there takes its place away.
  for (const [number, of] of failed) {
    const fetch = entities[number];
    if (fetch === undefined) return null;
    const found = findPlaces([{ value: data, key: null, parent: null }], fetch.place, run.facts);
    const holes = holesOf(groups, number);
    if (found.length !== holes.length) return null;
    for (const one of standingOf(of, fetch, indicesOf(holes), found)) standing.push(one);
  }
  for (const { outcome, fetch, places } of standing) applyOutcome(outcome, fetch.fetch, places, run);
  return run;
}

/** In the order of the general lane: that in which their entities first stand in the response. */
function standingOf(
  fates: readonly EntityFate[],
  fetch: FastEntityFetch,
  indices: ReadonlyMap<Hole, readonly number[]>,
  found: readonly ObjectPlace[],
): readonly StandingFate[] {
  const indexed = fates.map(({ outcome, holes }) => {
    // One that stands in an entity of several places is there several times.
    const at = [...new Set(holes)].flatMap((hole) => indices.get(hole) ?? []);
    return { outcome, at: at.sort((one, other) => one - other) };
  });
  indexed.sort((one, other) => (one.at[0] ?? 0) - (other.at[0] ?? 0));
  return indexed.map(({ outcome, at }) => ({
    outcome,
    fetch,
    places: at.flatMap((index) => found[index] ?? []),
  }));
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
