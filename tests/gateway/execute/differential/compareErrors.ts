import type { FormattedExecutionResult } from 'graphql';

type Path = readonly (string | number)[];

/** Errors that one answer has and the other does not know of. */
export interface ErrorDifference {
  /** Paths that one schema tells of and we do not. */
  readonly lost: readonly Path[];
  /** Paths that we tell of and one schema does not. */
  readonly added: readonly Path[];
}

/**
 * Compares where errors are told.
 *
 * Where one schema fails for each field of an entity, a subgraph may fail for the entity as a whole; and below what
 * became null nobody must go on (6.4.4), so that errors there do not count.
 */
export function compareErrors(
  own: FormattedExecutionResult,
  merged: FormattedExecutionResult,
): ErrorDifference {
  const [ownPaths, mergedPaths] = [pathsOf(own), pathsOf(merged)];
  const isTold = (path: Path, told: readonly Path[]) =>
    told.some((other) => same(other, path) || same(other, path.slice(0, -1)));
  return {
    lost: mergedPaths.filter((path) => isThere(merged.data, path) && !isTold(path, ownPaths)),
    added: ownPaths.filter((path) => {
      // Of what is null itself an error may tell as well as one of what has nulled it.
      const fallen = fallenAt(own.data, [...path, '']);
      return !mergedPaths.some(
        (other) =>
          same(other, path) ||
          same(other.slice(0, -1), path) ||
          (fallen !== null && same(other.slice(0, fallen.length), fallen)),
      );
    }),
  };
}

const pathsOf = ({ errors = [] }: FormattedExecutionResult): readonly Path[] =>
  errors.map(({ path }) => path ?? []);

const same = (one: Path, other: Path): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Whether the object that an error is about is still there. */
const isThere = (data: unknown, path: Path): boolean => fallenAt(data, path) === null;

/** What is null above an error: which of those that fell with it is told of, nobody prescribes. */
function fallenAt(data: unknown, path: Path): Path | null {
  let value = data;
  for (const [depth, step] of path.entries()) {
    if (value === null || value === undefined) return path.slice(0, depth);
    value = Object(value)[step];
  }
  return null;
}
