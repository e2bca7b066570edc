import type { GraphQLResolveInfo } from 'graphql';
import { selectedFields } from './selectedFields.ts';

/**
 * Starts the reads behind the selected fields of a record at once, beside the read that says whether it exists. The
 * field's own resolver meets the same loader entry and reports what became of it, so a failure is not lost here.
 */
export function startSelected(
  typeName: string,
  info: GraphQLResolveInfo,
  reads: Readonly<Record<string, () => Promise<unknown>>>,
): void {
  const selected = selectedFields(typeName, info);
  for (const [field, start] of Object.entries(reads)) {
    if (selected.has(field)) start().catch(() => undefined);
  }
}
