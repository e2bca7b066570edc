/** Milliseconds for which an answer to a step that nobody knows is kept for it; then it is a person's. */
export const HELD_ANSWER_MS = 900_000;
