import { DIALECTS, type Dialect } from './dialects.ts';

/** For `describe.each`. */
export const DIALECT_NAMES = Object.keys(DIALECTS).filter((name): name is Dialect =>
  Object.hasOwn(DIALECTS, name),
);
