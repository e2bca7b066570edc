/** Takes all steps of a piece of work in one go: for when nobody waits yet. */
export function finish<T>(steps: Generator<void, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
