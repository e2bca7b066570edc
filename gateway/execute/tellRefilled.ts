import { TongbanError } from '../../domain/TongbanError.ts';
import { describeError } from './describeError.ts';
import type { ExecutionRun } from './ExecutionRun.ts';
import type { ObjectPlace } from './Place.ts';
import type { PlannedFetch } from './PlannedFetch.ts';
import { pathOf } from './pathOf.ts';
import type { RefilledAnswer } from './RefilledAnswer.ts';
import { renameAliases } from './renameAliases.ts';

/** Notes what an error accounts for, and tells at each object whose fields require what has not come that these could not be asked for. */
export function tellRefilled(
  { nulled, bereft }: RefilledAnswer,
  { service, aliases }: PlannedFetch,
  places: readonly ObjectPlace[],
  run: ExecutionRun,
): void {
  const told = new Set<string>();
  for (const place of places) {
    for (const at of nulled) run.nulled.push([...pathOf(place), ...renameAliases(at, aliases)]);
    for (const { at, requirer } of bereft) {
      const path = clip([...pathOf(place), ...renameAliases(at, aliases)], requirer.path.length);
      const id = JSON.stringify([requirer.ordinal, path]);
      if (told.has(id)) continue;
      told.add(id);
      const cause = new TongbanError('JURISDICTION_BAD_RESPONSE', `${service} did not tell what is required`);
      run.errors[requirer.ordinal]?.push({
        ...describeError(cause, service, run.context),
        path,
        failedFetch: requirer,
      });
    }
  }
}

/** The part of a path that has so many keys, with the indexes of lists behind them. */
function clip(path: readonly (string | number)[], keys: number): readonly (string | number)[] {
  let left = keys;
  const end = path.findIndex((step) => typeof step === 'string' && left-- === 0);
  return end === -1 ? path : path.slice(0, end);
}
