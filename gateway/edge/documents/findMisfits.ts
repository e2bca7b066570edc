import { Supergraph } from '@apollo/federation-internals';
import { type GraphQLSchema, parse, validate } from 'graphql';
import { keepExecutableDirectives } from '../../plan/keepExecutableDirectives.ts';
import { supergraphFault } from '../../plan/supergraphFault.ts';
import { SUPPORTED_FEATURES } from '../../plan/supportedFeatures.ts';
import type { ManifestEntry } from './readManifest.ts';

/** A document that a supergraph cannot answer. */
export interface MisfitDocument {
  readonly id: string;
  readonly reasons: readonly string[];
}

/**
 * Which documents do not fit what clients see of a supergraph: what an approved operation asks for must stay there.
 *
 * @throws {Error} when the SDL is no supergraph.
 */
export function findMisfits(
  documents: readonly ManifestEntry[],
  supergraphSdl: string,
): readonly MisfitDocument[] {
  const schema = clientSchema(supergraphSdl);
  return documents.flatMap(({ id, text }) => {
    const reasons = validate(schema, parse(text)).map(({ message, locations }) => {
      const [place] = locations ?? [];
      return place === undefined ? message : `line ${place.line}: ${message}`;
    });
    return reasons.length === 0 ? [] : [{ id, reasons }];
  });
}

function clientSchema(supergraphSdl: string): GraphQLSchema {
  try {
    const document = keepExecutableDirectives(parse(supergraphSdl));
    return Supergraph.build(document, { supportedFeatures: SUPPORTED_FEATURES })
      .apiSchema()
      .toGraphQLJSSchema();
  } catch (error) {
    throw new Error(`the supergraph cannot be used: ${supergraphFault(error).message}`, { cause: error });
  }
}
