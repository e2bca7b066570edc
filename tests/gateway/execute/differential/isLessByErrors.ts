import { isDeepStrictEqual } from 'node:util';
import type { FormattedExecutionResult } from 'graphql';
import type { Difference } from './Difference.ts';

type Path = readonly (string | number)[];

/** Whether all that differs is `null` of ours, each of it with an error of ours that stands there or has fallen to there. */
export function isLessByErrors({ ours, theirs }: Pick<Difference, 'ours' | 'theirs'>): boolean {
  if (typeof ours === 'string' || typeof theirs === 'string') return false;
  const [own, others] = [[ours].flat(), [theirs].flat()];
  return own.length === others.length && own.every((one, index) => isLess(one, others[index] ?? {}));
}

function isLess(own: FormattedExecutionResult, merged: FormattedExecutionResult): boolean {
  const paths = (own.errors ?? []).map(({ path = [] }) => path);
  return isLessAt(own.data, merged.data, [], paths);
}

function isLessAt(own: unknown, merged: unknown, at: Path, errors: readonly Path[]): boolean {
  if (isDeepStrictEqual(own, merged)) return true;
  if (own === null) return errors.some((path) => at.every((step, depth) => path[depth] === step));
  if (typeof own !== 'object' || typeof merged !== 'object' || merged === null) return false;
  const [mine, others] = [Object.entries(own ?? {}), Object.keys(merged)];
  return (
    mine.length === others.length &&
    mine.every(([key, value]) =>
      isLessAt(value, Object(merged)[key], [...at, Array.isArray(own) ? Number(key) : key], errors),
    )
  );
}
