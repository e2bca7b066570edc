/** The same numbers for the same seed: mulberry32. @returns a function that picks one of several. */
export function seededRandom(seed: number): <T>(choices: readonly T[]) => T {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return (choices) => {
    const choice = choices[Math.floor(next() * choices.length)];
    if (choice === undefined) throw new RangeError('nothing to choose from');
    return choice;
  };
}
