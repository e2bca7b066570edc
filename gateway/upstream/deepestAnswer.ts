/** Levels of objects and lists in each other that an answer may have: what reads, copies and writes values calls itself for each. */
export const DEEPEST_ANSWER = 1_000;
