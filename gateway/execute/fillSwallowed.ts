import type { EntityError } from './EntityFetcher.ts';
import type { ExecutionRun } from './ExecutionRun.ts';
import { entityKeysOf } from './entityKeysOf.ts';
import { fieldsAt } from './fieldsAt.ts';
import { fillHoles } from './fillHoles.ts';
import { findSwallowed } from './findSwallowed.ts';
import { isJsonObject } from './JsonObject.ts';
import { keysRequiredAt } from './keysRequiredAt.ts';
import type { PartialAnswer } from './PartialAnswer.ts';
import type { PlannedFetch } from './PlannedFetch.ts';
import type { RefilledAnswer } from './RefilledAnswer.ts';
import { readEntityFields } from './readEntityFields.ts';
import { readKey } from './readKey.ts';
import { type Requirer, requirersOf } from './requirersOf.ts';
import type { SwallowedPath } from './SwallowedPath.ts';
import { selectionsBelow } from './selectionsBelow.ts';
import { withoutPaths } from './withoutPaths.ts';
import { writeKey } from './writeKey.ts';

/** Each time without what has failed until then: of the fields of one object, servers tell one failure only. */
const MOST_TIMES = 3;

/**
 * Asks again, without the fields that failed, for what these have nulled around them and another fetch requires.
 *
 * In one schema a client's own field nulls what the client sees of an object, and nothing of what others are made of. Where nothing
 * fails, or nobody requires what has been nulled, nobody is asked.
 *
 * @param ask - asks for some of the answers again, by their indexes; `null` for who gets none.
 */
export async function fillSwallowed(
  fetch: PlannedFetch,
  answers: readonly PartialAnswer[],
  run: Pick<ExecutionRun, 'facts' | 'fetches' | 'wanted'>,
  ask: (fetch: PlannedFetch, indexes: readonly number[]) => Promise<readonly (PartialAnswer | null)[]>,
): Promise<ReadonlyMap<number, RefilledAnswer>> {
  const { facts, fetches, wanted } = run;
  const scope = { fetch, facts, fetches, wanted, tellsTypes: tellsTypes(fetch, facts), known: new Map() };
  const filled = new Map<number, Filling>();
  const dropped = new Set<string>();
  for (const [index, { value, errors }] of answers.entries()) {
    const holes = findHoles(value, errors, scope);
    if (holes.length > 0)
      filled.set(index, {
        value: dig(value, holes),
        errors: [...errors],
        untold: [],
        holes,
        nulled: holes.map(({ at }) => at),
      });
  }
  for (let time = 0; time < MOST_TIMES; time++) {
    const open = [...filled].filter(([, { holes }]) => holes.length > 0);
    if (open.length === 0) break;
    const holes = open.flatMap(([, entry]) => entry.holes);
    const before = dropped.size;
    for (const { error } of holes) dropped.add(JSON.stringify(keysIn(error)));
    // The same question would have the same answer.
    if (dropped.size === before) break;
    const tops = new Set(holes.flatMap(({ at }) => keysIn(at).slice(0, 1)));
    const isWhole = holes.some(({ at }) => at.length === 0);
    const others = await ask(
      withoutPaths(fetch, dropped, isWhole ? null : tops),
      open.map(([index]) => index),
    );
    for (const [position, [, entry]] of open.entries()) {
      const answer = others[position];
      if (!answer) continue;
      const left = findHoles(answer.value, answer.errors, scope);
      const identityAt = (path: readonly string[]) =>
        keysRequiredAt([...fetch.path, ...inData(path, fetch)], run.fetches);
      entry.value = fillHoles(entry.value, dig(answer.value, left), identityAt);
      entry.nulled.push(...left.map(({ at }) => at));
      entry.holes = [...left, ...entry.holes.filter(({ at }) => valueAt(entry.value, at) === undefined)];
      const told = new Set([...entry.errors, ...left.map(({ error: path }) => ({ path }))].map(pathText));
      entry.errors.push(...answer.errors.filter((error) => !told.has(pathText(error))));
      entry.untold.push(...left.map(({ error }) => error));
    }
  }
  return new Map(
    [...filled].map(([index, { value, errors, untold, holes, nulled }]) => [
      index,
      {
        value: isJsonObject(value) ? value : null,
        errors,
        untold,
        nulled,
        // Who reads a context tells of it where that is.
        bereft: holes.flatMap((hole) => {
          const required = bereftBy(hole, scope).filter(({ isContext }) => !isContext);
          return [...new Set(required.map(({ fetch: requirer }) => requirer))].map((requirer) => ({
            at: hole.at,
            requirer,
          }));
        }),
      },
    ]),
  );
}

interface Filling {
  value: unknown;
  holes: readonly SwallowedPath[];
  readonly errors: EntityError[];
  readonly untold: EntityError['path'][];
  readonly nulled: (readonly (string | number)[])[];
}

interface Scope extends Pick<ExecutionRun, 'facts' | 'fetches' | 'wanted'> {
  readonly fetch: PlannedFetch;
  readonly tellsTypes: boolean;
  /** By places without indexes, whether somebody wants what is nulled there. */
  readonly known: Map<string, boolean>;
}

/** Without the real type of an interface object nobody knows what of it may not be null. */
const tellsTypes = ({ document }: PlannedFetch, { vagueTypes }: ExecutionRun['facts']): boolean =>
  vagueTypes.size > 0 &&
  readEntityFields(document).some(
    ({ typeName, node }) => node.name.value === '__typename' && vagueTypes.has(typeName),
  );

/** What is nulled of which somebody wants more than what has failed; and objects that are to tell their types. */
const findHoles = (value: unknown, errors: readonly EntityError[], scope: Scope): readonly SwallowedPath[] =>
  findSwallowed(value, errors).filter((swallowed) => {
    const { at, error } = swallowed;
    if (scope.tellsTypes && at.length === 0) return true;
    // Many items of a list may fail alike.
    const id = JSON.stringify([at.length === 0, keysIn(at), keysIn(error.slice(at.length))]);
    const before = scope.known.get(id);
    if (before !== undefined) return before;
    const isOpen = bereftBy(swallowed, scope).length > 0 || isClientBereft(swallowed, scope);
    scope.known.set(id, isOpen);
    return isOpen;
  });

/** Whose fields require something of what is nulled, and not what has failed of it. */
function bereftBy({ at, error }: SwallowedPath, scope: Scope): readonly Requirer[] {
  const { fetch, fetches, facts } = scope;
  const failed = inData(keysIn(error.slice(at.length)), fetch);
  const asked = at.length === 0 ? [...entityKeysOf(fetch)] : null;
  return requirersOf([...fetch.path, ...inData(keysIn(at), fetch)], fetches, facts).filter(
    ({ selections }) =>
      selectionsBelow(selections, failed) === null &&
      (asked === null || asked.some((key) => selectionsBelow(selections, [key]) !== null)),
  );
}

/** Whether the client asked for something of what is nulled, and for what has failed only others did. */
function isClientBereft({ at, error }: SwallowedPath, { fetch, wanted }: Scope): boolean {
  const path = [...fetch.path, ...inData(keysIn(at), fetch)];
  const failed = inData(keysIn(error.slice(at.length)), fetch);
  if (failed.length === 0 || fieldsAt(wanted, [...path, ...failed]).length > 0) return false;
  if (at.length > 0) return fieldsAt(wanted, path).length > 0;
  // All that is asked of the root is the client's.
  if (fetch.requires === null) return true;
  return [...entityKeysOf(fetch)].some((key) => fieldsAt(wanted, [...path, key]).length > 0);
}

function dig(value: unknown, holes: readonly SwallowedPath[]): unknown {
  for (const { at } of holes) {
    const last = at.at(-1);
    if (last === undefined) return undefined;
    const parent = valueAt(value, at.slice(0, -1));
    if (Array.isArray(parent)) parent[Number(last)] = undefined;
    else if (isJsonObject(parent)) writeKey(parent, String(last), undefined);
  }
  return value;
}

const valueAt = (value: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((at, step) => {
    if (Array.isArray(at)) return at[Number(step)];
    return isJsonObject(at) ? readKey(at, String(step)) : undefined;
  }, value);

const keysIn = (path: readonly (string | number)[]): readonly string[] =>
  path.filter((step) => typeof step === 'string');

const inData = (path: readonly string[], { aliases }: PlannedFetch): readonly string[] =>
  path.map((key) => aliases.get(key) ?? key);

const pathText = ({ path }: { readonly path: readonly (string | number)[] }): string => JSON.stringify(path);
