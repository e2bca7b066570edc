import type { PathSegment } from './PathSegment.ts';

const SEGMENT = /^(?<step>[^|]*)(?:\|\[(?<types>[^\]]*)\])?$/;

/**
 * Reads a planner's path: `@` is every item of a list, `name|[A,B]` goes on only in objects of these types, an empty
 * name stays where it is.
 *
 * @throws {RangeError} on a segment of another form.
 */
export function parsePath(path: readonly (string | number)[]): readonly PathSegment[] {
  return path.map(parseSegment);
}

function parseSegment(segment: string | number): PathSegment {
  const groups = SEGMENT.exec(String(segment))?.groups;
  if (groups?.['step'] === undefined) throw new RangeError(`not a plan path segment: ${segment}`);
  const types = groups['types'];
  return {
    key: keyOf(groups['step']),
    types: types === undefined ? null : new Set(types.split(',').map((name) => name.trim())),
  };
}

function keyOf(step: string): string | null | undefined {
  if (step === '@') return null;
  return step === '' ? undefined : step;
}
