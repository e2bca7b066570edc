import type { FormattedExecutionResult } from 'graphql';
import type { ExecutionRun } from './ExecutionRun.ts';
import { isJsonObject } from './JsonObject.ts';
import { operationOf } from './operationOf.ts';
import type { PlannedFetch } from './PlannedFetch.ts';
import { readKey } from './readKey.ts';
import { responseKeysOf } from './responseKeysOf.ts';

/**
 * The root fields that a fetch asks for and that its answer says nothing of, neither a value nor `null` nor an error: a server
 * that runs the operation never leaves one out.
 *
 * @param answer - as it came, in the upstream's keys.
 */
export function findOmitted(
  { data, errors }: FormattedExecutionResult,
  fetch: PlannedFetch,
  run: Pick<ExecutionRun, 'coercedVariables'>,
): readonly string[] {
  if (!isJsonObject(data)) return [];
  const omitted: string[] = [];
  for (const key of responseKeysOf(operationOf(fetch.document)?.selectionSet, run.coercedVariables)) {
    if (readKey(data, key) === undefined) omitted.push(key);
  }
  if (omitted.length === 0) return omitted;
  const told = new Set((errors ?? []).map(({ path }) => path?.[0]));
  return told.has(undefined) ? [] : omitted.filter((key) => !told.has(key));
}
