/** A linear congruential generator: the same numbers every time. */
export function createRandom(seed: number): <T>(values: readonly [T, ...T[]]) => T {
  let state = seed;
  return (values) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return values[Math.floor((state / 2 ** 32) * values.length)] ?? values[0];
  };
}
