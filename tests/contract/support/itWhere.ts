import { it } from 'vitest';

/** A test that only some dialects have: for the others there is none, where a skipped one would look like something left out. */
export const itWhere =
  (isSo: boolean) =>
  (name: string, body: () => void | Promise<void>): void => {
    if (isSo) it(name, body);
  };
