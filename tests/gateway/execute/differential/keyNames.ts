/** The fields that some keys name, without what stands below them. */
export const keyNames = (keys: readonly string[]): ReadonlySet<string> =>
  new Set(
    keys
      .flatMap((key) =>
        key
          .replace('~', '')
          .replaceAll(/\{[^}]*\}/g, '')
          .split(' '),
      )
      .filter(Boolean),
  );
