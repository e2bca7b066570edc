import type { ExecutionError } from './ExecutionError.ts';
import type { ExecutionRun } from './ExecutionRun.ts';
import { type LocatedField, locateField } from './locateField.ts';
import { lostKeys } from './lostKeys.ts';
import type { PlannedFetch } from './PlannedFetch.ts';
import type { SelectionPlan } from './projection/SelectionPlan.ts';

interface Located {
  readonly error: ExecutionError;
  readonly field: LocatedField | null;
  /** Equal for errors at one visible place. */
  readonly place: string;
}

const NONE: ReadonlySet<PlannedFetch> = new Set();

/**
 * The run's errors as the client may see them, in the plan's order: paths end where the client's fields end, and a
 * failed fetch names the fields that it cost.
 */
export function finishErrors(run: ExecutionRun, root: SelectionPlan): readonly ExecutionError[] {
  const located = run.errors.flat().map((error): Located => {
    const field = error.path === undefined ? null : locateField(root, run.data, error.path);
    return { error, field, place: JSON.stringify(field?.path ?? null) };
  });
  const failedAt = new Map<string, Set<PlannedFetch>>();
  for (const { error, place } of located) {
    if (error.failedFetch === undefined) continue;
    const failed = failedAt.get(place);
    if (failed === undefined) failedAt.set(place, new Set([error.failedFetch]));
    else failed.add(error.failedFetch);
  }
  const told = new Set<string>();
  return located.flatMap((item) => {
    const error = finish(item, failedAt.get(item.place) ?? NONE);
    if (!item.field?.clipped) return [error];
    // Many errors below one visible place, at fields that the client never asked for, are one error to the client.
    const id = JSON.stringify(error);
    if (told.has(id)) return [];
    told.add(id);
    return [error];
  });
}

function finish({ error, field }: Located, failed: ReadonlySet<PlannedFetch>): ExecutionError {
  const { message, failedFetch } = error;
  const path = field?.path;
  if (failedFetch === undefined || field === null) return { message, path, extensions: error.extensions };
  const others = [...failed].filter((other) => other !== failedFetch);
  return { message, path, extensions: { ...error.extensions, fields: lostKeys(field, failedFetch, others) } };
}
