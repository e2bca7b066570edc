/** One value for each combination of three labels; those that a metric does not have are empty. */
export class Series<T> {
  readonly #names: readonly string[];
  readonly #make: () => T;
  readonly #values = new Map<string, Map<string, Map<string, T>>>();

  /** @param names - of the labels, at most three. */
  constructor(names: readonly string[], make: () => T) {
    this.#names = names;
    this.#make = make;
  }

  /** Labels are looked up one after the other: to write them into one key would cost more than to count. */
  at(first: string, second = '', third = ''): T {
    const bySecond = childOf(this.#values, first);
    const byThird = childOf(bySecond, second);
    const known = byThird.get(third);
    if (known !== undefined) return known;
    const made = this.#make();
    byThird.set(third, made);
    return made;
  }

  /** With the labels as Prometheus reads them, without braces. */
  *entries(): Generator<readonly [labels: string, value: T]> {
    for (const [first, bySecond] of this.#values) {
      for (const [second, byThird] of bySecond) {
        for (const [third, value] of byThird) yield [this.#write([first, second, third]), value];
      }
    }
  }

  #write(values: readonly string[]): string {
    return this.#names.map((name, at) => `${name}="${escaped(values[at] ?? '')}"`).join(',');
  }
}

function childOf<T>(parent: Map<string, Map<string, T>>, key: string): Map<string, T> {
  const known = parent.get(key);
  if (known !== undefined) return known;
  const made = new Map<string, T>();
  parent.set(key, made);
  return made;
}

const escaped = (value: string): string =>
  value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
