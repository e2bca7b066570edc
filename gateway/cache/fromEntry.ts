import type { EntityOutcome } from '../execute/EntityFetcher.ts';
import { type FaultPlace, toEntityError } from '../partition/toEntityError.ts';
import { toFault } from '../partition/toFault.ts';
import type { CacheEntry } from './entry/CacheEntry.ts';

const NOT_FOUND = toFault({ extensions: { code: 'NOT_FOUND' } });

/** An outcome as the subgraph gave it, with the entry's own objects: the executor merges into them, so that another place needs a copy. */
export function fromEntry({ outcome }: CacheEntry, place: FaultPlace): EntityOutcome {
  switch (outcome.kind) {
    case 'entity':
      return { kind: 'entity', value: outcome.value, errors: [] };
    case 'none':
      return { kind: 'none', errors: [] };
    case 'missing':
      return { kind: 'missing', error: toEntityError(NOT_FOUND, [], place) };
  }
}
