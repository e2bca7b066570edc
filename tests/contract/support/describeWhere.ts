import { describe } from 'vitest';

/** A group of tests that only some dialects have; see `itWhere`. */
export const describeWhere =
  (isSo: boolean) =>
  (name: string, body: () => void): void => {
    if (isSo) describe(name, body);
  };
