const PREFIX = 'outputs:';

/** One thing that a place brought. */
export interface Output {
  readonly step: string;
  readonly name: string;
  readonly value: string;
}

/** What places have brought so far, by step. */
export function outputsOf(contents: Readonly<Record<string, unknown>>): readonly Output[] {
  return Object.entries(contents)
    .filter(([name]) => name.startsWith(PREFIX))
    .flatMap(([name, values]) =>
      typeof values === 'object' && values !== null
        ? Object.entries(values).map(([output, value]) => ({
            step: name.slice(PREFIX.length),
            name: output,
            value: String(value),
          }))
        : [],
    );
}
