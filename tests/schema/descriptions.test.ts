import { readFile } from 'node:fs/promises';
import { Supergraph } from '@apollo/federation-internals';
import { type GraphQLNamedType, isEnumType, isInterfaceType, isObjectType } from 'graphql';
import { expect, it } from 'vitest';

const SUPERGRAPH = new URL('../../schema/supergraph.graphql', import.meta.url);

it('leaves no field, argument or enum value that a client sees without a description', async () => {
  const supergraph = Supergraph.build(await readFile(SUPERGRAPH, 'utf8'));
  const types = Object.values(supergraph.apiSchema().toGraphQLJSSchema().getTypeMap());

  const silent = types.filter(({ name }) => !name.startsWith('__')).flatMap(undescribed);

  expect(types.length).toBeGreaterThan(50);
  expect(silent).toEqual([]);
});

function undescribed(type: GraphQLNamedType): string[] {
  const parts: { readonly coordinate: string; readonly description?: string | null | undefined }[] = [];
  if (isEnumType(type)) {
    for (const { name, description } of type.getValues())
      parts.push({ coordinate: `${type}.${name}`, description });
  }
  if (isObjectType(type) || isInterfaceType(type)) {
    for (const { name, description, args } of Object.values(type.getFields())) {
      parts.push({ coordinate: `${type}.${name}`, description });
      for (const argument of args) {
        const coordinate = `${type}.${name}(${argument.name}:)`;
        parts.push({ coordinate, description: argument.description });
      }
    }
  }
  return parts.filter(({ description }) => !description).map(({ coordinate }) => coordinate);
}
