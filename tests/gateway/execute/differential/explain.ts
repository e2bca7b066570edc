import { parse } from 'graphql';
import type { Difference } from './Difference.ts';
import type { GeneratedFederation } from './GeneratedFederation.ts';
import { knownExceptions } from './knownExceptions.ts';

/** Name of the known exception that a difference is, or `null` for a fault. */
export function explain(difference: Difference, federation: GeneratedFederation): string | null {
  const document = parse(difference.operation.source, { noLocation: true });
  const known = knownExceptions.find(
    ({ against, explains }) => against === difference.against && explains(document, federation, difference),
  );
  return known?.name ?? null;
}
