type Step = (this: unknown, ...given: never[]) => unknown;

/** Has these functions of an object call `look` first, whenever they are called by its names for them. */
export function lookBefore(owner: object, names: readonly string[], look: () => void): void {
  for (const name of names) {
    const step: Step = Reflect.get(owner, name);
    const watched: Step = function (...given) {
      look();
      return step.apply(this, given);
    };
    Reflect.set(owner, name, watched);
  }
}
