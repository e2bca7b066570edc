import type { FetchDataRewrite } from '@apollo/query-planner';
import type { PlannedFetch } from './PlannedFetch.ts';
import type { SupergraphFacts } from './SupergraphFacts.ts';

/**
 * What is rewritten of a representation. Where the planner has merged a fetch of an interface's entity into one of the type itself, the
 * subgraph is told the type: what only that requires means nothing to it of the interface.
 *
 * @param typeName - of the entity.
 */
export function inputRewritesFor(
  { service, requires, inputRewrites }: Pick<PlannedFetch, 'service' | 'requires' | 'inputRewrites'>,
  typeName: string,
  facts: SupergraphFacts,
): readonly FetchDataRewrite[] {
  const isAskedAsItself =
    facts.keysOf(service, typeName).length > 0 &&
    requires?.some((node) => node.kind === 'InlineFragment' && node.typeCondition === typeName) === true &&
    !inputRewrites.some(({ path }) => path[0] === `... on ${typeName}`);
  return isAskedAsItself ? inputRewrites.filter((rewrite) => !setsType(rewrite)) : inputRewrites;
}

const setsType = ({ kind, path }: FetchDataRewrite): boolean =>
  kind === 'ValueSetter' && path.length === 2 && path[1] === '__typename';
