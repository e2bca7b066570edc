import type { SandboxDirectory } from './readSandbox.ts';

const SAMPLE = 50;

/**
 * Ids of up to 50 natural persons whose records lie in the same places: a page that a counter clerk may ask for.
 *
 * @param ids - one per person of the directory, in its order.
 */
export function pickSampleHolders({ persons }: SandboxDirectory, ids: readonly string[]): readonly string[] {
  const cohorts = new Map<string, string[]>();
  for (const [index, { kind, holdings }] of persons.entries()) {
    const id = ids[index];
    const departments = Object.values(holdings);
    if (kind !== 'NATURAL_PERSON' || id === undefined || departments.some((places) => places.length === 0))
      continue;
    const key = JSON.stringify(holdings);
    cohorts.set(key, [...(cohorts.get(key) ?? []), id]);
  }
  const [largest = []] = [...cohorts.values()].sort((left, right) => right.length - left.length);
  return largest.slice(0, SAMPLE);
}
