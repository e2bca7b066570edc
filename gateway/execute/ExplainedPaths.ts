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

  /** Of what is missing. */
  explains(path: Path): boolean {
    if (this.explainsValue(path)) return true;
    return (
      this.#errors.length > 0 && path.some((_, end) => this.#at?.has(JSON.stringify(path.slice(0, end))))
    );
  }

  /** Of what came and is none of its type: what is missing above it accounts for other things. */
  explainsValue(path: Path): boolean {
    if (this.#errors.length === 0) return false;
    if (this.#isOpen) return true;
    this.#at ??= new Set(
      [...this.#errors.map((error) => error.path), ...this.#nulled].map((at) => JSON.stringify(at)),
    );
    this.#above ??= new Set(this.#errors.flatMap((error) => prefixes(error.path ?? [])));
    const text = JSON.stringify(path);
    return this.#at.has(text) || this.#above.has(text);
  }
}

const prefixes = (path: Path): string[] => path.map((_, end) => JSON.stringify(path.slice(0, end)));
