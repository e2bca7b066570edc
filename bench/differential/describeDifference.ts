import type { Difference } from '../../tests/gateway/execute/differential/Difference.ts';

/** A difference with the means to see it again. */
export function describeDifference({
  against,
  seed,
  index,
  operation,
  ours,
  theirs,
  caller,
}: Difference): string {
  const { source, variables } = operation;
  return [
    `--- not as ${against}: npm run bench -- differential --seed ${seed} --rounds 1 (operation ${index}, cut to what differs)`,
    `${source} ${JSON.stringify(variables)}${caller ? ` by ${JSON.stringify(caller)}` : ''}`,
    `ours:   ${JSON.stringify(ours)}`,
    `theirs: ${JSON.stringify(theirs)}`,
  ].join('\n');
}
