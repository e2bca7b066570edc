import type { PlannedFetch } from './PlannedFetch.ts';

/** An error found while a plan ran, before it is told to the client. */
export interface ExecutionError {
  readonly message: string;
  /** In the response; `undefined` where the upstream gave none. */
  readonly path: readonly (string | number)[] | undefined;
  readonly extensions: Readonly<Record<string, unknown>>;
  /** Set where a whole fetch failed at `path`: the fields lost there are named when everything else is known. */
  readonly failedFetch?: PlannedFetch;
}
