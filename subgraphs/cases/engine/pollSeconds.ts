const FIRST_SECONDS = 2;
const LONGEST_SECONDS = 600;

/** How long a step is left alone after so many turns that left it as it was: longer each time, up to ten minutes. */
export const pollSeconds = (attempts: number): number =>
  Math.min(FIRST_SECONDS * 2 ** Math.min(attempts - 1, 16), LONGEST_SECONDS);
