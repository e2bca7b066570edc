import { Supergraph } from '@apollo/federation-internals';
import { type GraphQLSchema, parse, validate } from 'graphql';
import { keepExecutableDirectives } from '../../plan/keepExecutableDirectives.ts';
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
    return Supergraph.build(keepExecutableDirectives(parse(supergraphSdl)))
      .apiSchema()
      .toGraphQLJSSchema();
  } catch (error) {
    throw new Error(`the supergraph cannot be used: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
}
