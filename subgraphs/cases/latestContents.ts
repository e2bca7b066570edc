import type { WrittenContent } from './WrittenContent.ts';

/** What stands in a case now, by name. @param written - in order. */
export const latestContents = (written: readonly WrittenContent[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(written.map(({ name, content }) => [name, content]));
