import { parse } from 'graphql';
import type { EntityFetch } from '../../../gateway/execute/EntityFetcher.ts';

/** An `_entities` fetch as the planner writes it, from the selection below `_entities`. */
export function createEntityFetch(
  selection: string,
  representations: EntityFetch['representations'],
  more: {
    readonly declare?: string;
    readonly variables?: Record<string, unknown>;
    readonly service?: string;
  } = {},
): EntityFetch {
  const { declare = '', variables = {}, service = 'housing-fund' } = more;
  const query = `query ($representations: [_Any!]!${declare}) { _entities(representations: $representations) { ${selection} } }`;
  return { service, query, document: parse(query), operationName: undefined, variables, representations };
}
