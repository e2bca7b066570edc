import { buildSchema, Kind, parse } from 'graphql';
import type { EntityCache } from '../../../../gateway/cache/EntityCache.ts';
import type { EntityFetcher, EntityOutcome } from '../../../../gateway/execute/EntityFetcher.ts';
import { createTestContext } from '../../../support/createTestContext.ts';
import { createEntityFetch } from '../../partition/createEntityFetch.ts';
import { callerOf } from './withCachedShop.ts';

/** A subgraph that knows every id, behind a cache. */
export interface FrontedSubgraph {
  /** Values by id, as the gateway would merge them. */
  ask(...ids: string[]): Promise<readonly unknown[]>;
  /** Puts a word before what the subgraph says from now on. */
  become(word: string): void;
  /** Ids asked for in each call to the subgraph, since last taken. */
  takeAsked(): readonly (readonly string[])[];
  /** A mutation of who asks ends, and nobody knows what it did. */
  endUnsure(): Promise<void>;
}

const GENERATION = {
  id: 'g1',
  supergraphSchema: buildSchema('type Query { record: Record } type Record { id: ID, balance: Int }'),
  facts: { keysOf: () => [[['id']]] },
};

const MUTATION = parse('mutation { a }');

export function inFrontOf(cache: EntityCache, cacheControl = 'private, max-age=60'): FrontedSubgraph {
  let word = '';
  const asked: string[][] = [];
  const inner: EntityFetcher = {
    fetchEntities: async ({ representations, onCacheControl }) => {
      const ids = representations.map(({ id }) => String(id));
      asked.push(ids);
      onCacheControl?.(null, cacheControl, undefined);
      return ids.map(
        (id): EntityOutcome => ({
          kind: 'entity',
          value: { balance: `${word}balance of ${id}` },
          errors: [],
        }),
      );
    },
  };
  const fetcher = cache.around('housing-fund', inner, GENERATION);
  return {
    become: (next) => {
      word = next;
    },
    takeAsked: () => asked.splice(0),
    endUnsure: async () => {
      const [operation] = MUTATION.definitions;
      if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
      const ended = { schema: GENERATION.supergraphSchema, document: MUTATION, operation, data: null };
      const errors = [{ extensions: { code: 'JURISDICTION_TIMEOUT' } }];
      await cache.endMutation({ ...ended, errors, caller: callerOf() }, GENERATION);
    },
    ask: async (...ids) => {
      const representations = ids.map((id) => ({ __typename: 'Record', id }));
      const context = createTestContext({ caller: callerOf() });
      const fetch = createEntityFetch('... on Record { balance }', representations);
      const outcomes = await fetcher.fetchEntities(fetch, context, context.signal);
      return outcomes.map((outcome) => (outcome.kind === 'entity' ? outcome.value['balance'] : outcome));
    },
  };
}
