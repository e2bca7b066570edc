import type { ExecutionError } from './ExecutionError.ts';

type Path = readonly (string | number)[];

/**
 * Which missing values are accounted for by an error that the client is told anyway: one at the same place, above it,
 * or below it.
 */
export class ExplainedPaths {
  readonly #errors: readonly ExecutionError[];
  readonly #nulled: readonly Path[];
  /** An error without a place may be the reason for anything. */
  readonly #isOpen: boolean;
  #at: Set<string> | undefined;
  #above: Set<string> | undefined;

  /** @param nulled - places that are empty because an error elsewhere emptied them: as if it stood there too. */
  constructor(errors: readonly ExecutionError[], nulled: readonly Path[]) {
    this.#errors = errors;
    this.#nulled = nulled;
    this.#isOpen = errors.some(({ path }) => path === undefined);
  }

  explains(path: Path): boolean {
    if (this.#errors.length === 0) return false;
    if (this.#isOpen) return true;
    this.#at ??= new Set(
      [...this.#errors.map(({ path }) => path), ...this.#nulled].map((path) => JSON.stringify(path)),
    );
    this.#above ??= new Set(this.#errors.flatMap((error) => prefixes(error.path ?? [])));
    const { length } = path;
    for (let end = length; end >= 0; end--) {
      if (this.#at.has(JSON.stringify(path.slice(0, end)))) return true;
    }
    return this.#above.has(JSON.stringify(path));
  }
}

const prefixes = (path: Path): string[] => path.map((_, end) => JSON.stringify(path.slice(0, end)));
