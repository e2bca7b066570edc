import { buildSubgraph, errorCauses, Subgraphs } from '@apollo/federation-internals';
import type { SubgraphSource } from './SubgraphSource.ts';

/**
 * Parses and validates each subgraph by itself.
 *
 * @returns the subgraphs in the order given, or every message that says why one of them is not a subgraph, each
 *   beginning with the subgraph's name in brackets.
 */
export function buildSubgraphs(sources: readonly SubgraphSource[]): Subgraphs | readonly string[] {
  const subgraphs = new Subgraphs();
  const messages: string[] = [];
  for (const { name, sdl, url } of sources) {
    try {
      subgraphs.add(buildSubgraph(name, url, sdl));
    } catch (error) {
      const causes = error instanceof Error ? errorCauses(error) : undefined;
      if (causes === undefined) throw error;
      messages.push(...causes.map((cause) => cause.message));
    }
  }
  return messages.length === 0 ? subgraphs : messages;
}
