import { parse, print, validate } from 'graphql';
import { expect } from 'vitest';
import { buildEndpointSchema } from '../../../../gateway/partition/prune/buildEndpointSchema.ts';
import { PreparedPruning } from '../../../../gateway/partition/prune/PreparedPruning.ts';
import { pruneOperation } from '../../../../gateway/partition/prune/pruneOperation.ts';
import { CONTRACT_SDL } from './contract.ts';
import { contractSchema } from './contractSchema.ts';
import { RECORD } from './record.ts';
import { selectionOf } from './selectionOf.ts';

interface Case {
  /** Cut out of the contract: texts or patterns, each replaced by the text behind it. */
  readonly lacks: readonly (readonly [string | RegExp, string])[];
  readonly select: string;
  readonly declare?: string;
  readonly variables?: Record<string, unknown>;
  readonly representations?: readonly Record<string, unknown>[];
}

/** What is sent to an endpoint that lacks something, checked against its schema, and what it does not offer. */
export function prune({ lacks, select, declare = '', variables = {}, representations = [RECORD] }: Case) {
  const sdl = lacks.reduce((text, [cut, by]) => text.replace(cut, by), CONTRACT_SDL);
  if (lacks.length > 0 && sdl === CONTRACT_SDL) throw new Error('nothing was cut');
  const schema = buildEndpointSchema(sdl);
  const query = `query ($representations: [_Any!]!${declare}) { _entities(representations: $representations) { ${select} } }`;
  const document = parse(query);
  const prepared = new PreparedPruning({
    document,
    query,
    operationName: undefined,
    schema,
    contract: contractSchema,
  });
  const pruned = pruneOperation(prepared, variables, representations);

  if (pruned.representations.length > 0) expect(validate(schema, pruned.document)).toEqual([]);
  expect(print(parse(pruned.query))).toBe(print(pruned.document));
  return {
    sent: selectionOf(pruned.query),
    declared: /\((.*?)\) \{/
      .exec(pruned.query)?.[1]
      ?.replace('$representations: [_Any!]!', '')
      .replace(/^, /, ''),
    variables: pruned.variables,
    representations: pruned.representations,
    notOffered: pruned.notOffered.map(({ path }) => path.map(({ key }) => key).join('.')),
    withheld: pruned.withheld,
  };
}
