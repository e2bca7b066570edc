import { describe, it } from 'vitest';

type Body = () => void | Promise<void>;

/** A test that only some dialects have: for the others there is none, where a skipped one would look like something left out. */
export const itWhere =
  (isSo: boolean) =>
  (name: string, body: Body): void => {
    if (isSo) it(name, body);
  };

/** The same for a group of tests. */
export const describeWhere =
  (isSo: boolean) =>
  (name: string, body: () => void): void => {
    if (isSo) describe(name, body);
  };
