import type { EntityError, EntityOutcome } from '../execute/EntityFetcher.ts';
import { MOST_ERRORS } from '../execute/mostErrors.ts';
import { isRecord } from './isRecord.ts';
import { type EntityFault, type FaultPlace, toEntityError } from './toEntityError.ts';
import { toFault } from './toFault.ts';

export interface EntityAnswerOptions {
  /** As the endpoint sent it. */
  readonly answer: { readonly data?: unknown; readonly errors?: unknown };
  /** One per representation sent, in the order sent. */
  readonly places: readonly FaultPlace[];
  /** Response keys of the operation; error paths with other words are cut there, for they may hold anything. */
  readonly responseKeys: ReadonlySet<string>;
  /** Whether the request goes on: then an endpoint whose time was over speaks of the time that a place has. */
  readonly hasTimeLeft: boolean;
}

interface LocatedFault {
  readonly fault: EntityFault;
  readonly path: readonly (string | number)[];
}

const BAD_RESPONSE = toFault(undefined);
const TIMEOUT = toFault({ extensions: { code: 'JURISDICTION_TIMEOUT' } });
const NOT_FOUND = toFault({ extensions: { code: 'NOT_FOUND' } });

/**
 * Tells what became of each entity of an endpoint's answer.
 *
 * - An error whose path leads into an entity belongs to it; one without such a path concerns every entity, once each.
 * - `null` with an error is `failed` with the first one, `null` without is `missing`.
 * - DEADLINE_EXCEEDED is JURISDICTION_TIMEOUT while the request has time left.
 * - An answer with too few or too many entities, or other things than objects, is broken as a whole: one cannot know
 *   which entity is whose.
 */
export function readEntityAnswer(options: EntityAnswerOptions): EntityOutcome[] {
  const { answer, places } = options;
  const { own, general } = assign(options);
  const entities = isRecord(answer.data) ? answer.data['_entities'] : answer.data;

  if (entities === null || entities === undefined) {
    const anyFault = general ?? [...own.values()][0]?.[0]?.fault ?? BAD_RESPONSE;
    return places.map((place, index) => failed(own.get(index)?.[0]?.fault ?? anyFault, place));
  }
  if (!isListOf(entities, places.length)) return places.map((place) => failed(BAD_RESPONSE, place));

  return places.map((place, index): EntityOutcome => {
    const entity = entities[index] ?? null;
    const faults = own.get(index) ?? [];
    if (entity === null) {
      const fault = faults[0]?.fault ?? general;
      return fault ? failed(fault, place) : { kind: 'missing', error: toEntityError(NOT_FOUND, [], place) };
    }
    const errors: EntityError[] = faults.map(({ fault, path }) => toEntityError(fault, path, place));
    if (general) errors.push(toEntityError(general, [], place));
    return { kind: 'entity', value: entity, errors };
  });
}

function assign({ answer, places, responseKeys, hasTimeLeft }: EntityAnswerOptions) {
  const own = new Map<number, LocatedFault[]>();
  let general: EntityFault | undefined;
  for (const error of Array.isArray(answer.errors) ? answer.errors : []) {
    const path: unknown = isRecord(error) ? error['path'] : undefined;
    const [root, index, ...rest]: readonly unknown[] = Array.isArray(path) ? path : [];
    if (
      root !== '_entities' ||
      typeof index !== 'number' ||
      !Number.isInteger(index) ||
      index < 0 ||
      index >= places.length
    ) {
      general ??= faultOf(error, hasTimeLeft);
      continue;
    }
    const faults = own.get(index) ?? [];
    own.set(index, faults);
    // One more than is told stands for all that are left; a place may send a million.
    if (faults.length > MOST_ERRORS) continue;
    faults.push({ fault: faultOf(error, hasTimeLeft), path: usablePath(rest, responseKeys) });
  }
  return { own, general };
}

function faultOf(error: unknown, hasTimeLeft: boolean): EntityFault {
  const fault = toFault(error);
  return fault.code === 'DEADLINE_EXCEEDED' && hasTimeLeft ? TIMEOUT : fault;
}

function usablePath(path: readonly unknown[], responseKeys: ReadonlySet<string>): (string | number)[] {
  const usable: (string | number)[] = [];
  for (const step of path) {
    const isIndex = typeof step === 'number' && Number.isInteger(step) && step >= 0;
    if (!isIndex && !(typeof step === 'string' && responseKeys.has(step))) break;
    usable.push(step);
  }
  return usable;
}

function isListOf(value: unknown, length: number): value is readonly (Record<string, unknown> | null)[] {
  return (
    Array.isArray(value) && value.length === length && value.every((item) => item === null || isRecord(item))
  );
}

const failed = (fault: EntityFault, place: FaultPlace): EntityOutcome => ({
  kind: 'failed',
  error: toEntityError(fault, [], place),
});
