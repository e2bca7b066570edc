import { type CompositionOptions, composeServices } from '@apollo/composition';
import { parse } from 'graphql';

/** A subgraph as composition sees it. */
export interface TestService {
  readonly name: string;
  readonly sdl: string;
  readonly url?: string;
}

/** Composes a supergraph for a test; fails with composition's own words. */
export function composeTest(services: readonly TestService[], options: CompositionOptions = {}): string {
  const { supergraphSdl, errors } = composeServices(
    services.map(({ name, sdl, url = '' }) => ({ name, url, typeDefs: parse(sdl) })),
    options,
  );
  if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}
