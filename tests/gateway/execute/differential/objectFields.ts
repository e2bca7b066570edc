import type { Model } from './Model.ts';

/** Names of the fields that interface objects tell, and of those that lead to interface objects. */
export function objectFields({ types }: Model): readonly string[] {
  const objects = types.filter(({ kind }) => kind === 'object');
  const names = new Set(objects.map(({ name }) => name));
  const leading = types.flatMap(({ fields }) => fields.filter(({ named }) => names.has(named)));
  return [...objects.flatMap(({ fields }) => fields), ...leading].map(({ name }) => name);
}
