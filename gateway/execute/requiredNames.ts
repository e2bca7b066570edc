import type { FetchDataRewrite } from '@apollo/query-planner';

/** The fields that representations know by another name, by that name: what is required with arguments has one of its own in the data. */
export const requiredNames = (inputRewrites: readonly FetchDataRewrite[]): ReadonlyMap<string, string> =>
  new Map(
    inputRewrites.flatMap((rewrite) =>
      rewrite.kind === 'KeyRenamer' ? [[String(rewrite.path.at(-1)), rewrite.renameKeyTo] as const] : [],
    ),
  );
