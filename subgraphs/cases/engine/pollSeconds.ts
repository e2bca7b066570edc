const FIRST_SECONDS = 2;
const LONGEST_SECONDS = 600;

/** How long a step that is being worked on at a place is left alone: longer each time, up to ten minutes. */
export const pollSeconds = (attempts: number): number =>
  Math.min(FIRST_SECONDS * 2 ** Math.min(attempts, 16), LONGEST_SECONDS);
