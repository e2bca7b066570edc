import { Supergraph } from '@apollo/federation-internals';
import { expect, it } from 'vitest';
import { composeSupergraph } from '../../../schema/composeSupergraph.ts';
import { findSchemaFolder } from '../../../schema/findSchemaFolder.ts';
import { readSubgraphs } from '../../../schema/readSubgraphs.ts';

it('shows no client the sealed identity', async () => {
  const composed = composeSupergraph(await readSubgraphs(findSchemaFolder()));
  if (composed.supergraphSdl === undefined) throw new Error('the subgraphs do not compose');

  const api = Supergraph.build(composed.supergraphSdl).apiSchema();

  const fields = api.objectTypes().flatMap((type) => type.fields().map(({ coordinate }) => coordinate));
  expect(fields).toEqual(expect.arrayContaining(['Holder.id', 'HousingFundRecord.holderId']));
  expect(fields.filter((coordinate) => coordinate.endsWith('.identity'))).toEqual([]);
  expect([api.type('SealedIdentity'), composed.supergraphSdl.includes('SealedIdentity')]).toEqual([
    undefined,
    true,
  ]);
});
