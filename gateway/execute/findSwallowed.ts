import { isJsonObject } from './JsonObject.ts';
import { readKey } from './readKey.ts';
import type { SwallowedPath } from './SwallowedPath.ts';

/** The places of an answer that are `null` because something below them failed that may not be null. */
export function findSwallowed(
  value: unknown,
  errors: readonly { readonly path?: readonly (string | number)[] | undefined }[],
): readonly SwallowedPath[] {
  return errors.flatMap(({ path = [] }) => {
    let found = value;
    for (const [depth, step] of path.entries()) {
      if (found === null) return [{ at: path.slice(0, depth), error: path }];
      if (Array.isArray(found)) found = found[Number(step)];
      else found = isJsonObject(found) ? readKey(found, String(step)) : undefined;
    }
    return [];
  });
}
