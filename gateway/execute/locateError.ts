import { cleanExtensions } from './cleanExtensions.ts';
import type { ExecutionError } from './ExecutionError.ts';
import type { ExecutionRun } from './ExecutionRun.ts';
import type { ObjectPlace } from './Place.ts';
import type { PlannedFetch } from './PlannedFetch.ts';
import { pathOf } from './pathOf.ts';
import { renameAliases } from './renameAliases.ts';
import { upstreamMessage } from './upstreamMessage.ts';

/** Where an error was told, and by whom. */
export interface ErrorPlace {
  readonly place: ObjectPlace;
  readonly fetch: PlannedFetch;
  readonly run: ExecutionRun;
}

/**
 * An upstream's error as the run keeps it.
 *
 * @param path - below the place, in the upstream's words; `null` where it gave none: then the place alone is told, and nothing
 *   at the root.
 */
export function locateError(
  error: { readonly message: unknown; readonly extensions?: unknown },
  path: readonly (string | number)[] | null,
  { place, fetch, run }: ErrorPlace,
): ExecutionError {
  const outside = pathOf(place);
  const inside = path === null ? [] : renameAliases(path, fetch.aliases);
  return {
    message: upstreamMessage(error, run.context),
    path: path === null && outside.length === 0 ? undefined : [...outside, ...inside],
    extensions: cleanExtensions(error.extensions, fetch.service, run.context),
  };
}
