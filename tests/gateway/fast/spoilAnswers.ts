import type { TestSubgraph } from '../../support/serveTestSubgraph.ts';
import type { Spoil } from './spoils.ts';

/**
 * A subgraph whose answers are spoiled on their way, but for those about itself.
 *
 * @param onCall - told of each call.
 */
export function spoilAnswers(
  subgraph: TestSubgraph,
  spoil: () => Spoil,
  onCall: () => void = () => undefined,
): TestSubgraph {
  return {
    ...subgraph,
    intercept: async ({ query }, response) => {
      if (query.includes('_service')) return;
      onCall();
      const end = response.end.bind(response);
      response.end = (body: unknown) => {
        const bytes = Buffer.from(spoil()(String(body)));
        const cut = Math.floor(bytes.length / 2);
        // In two parts, so that answers never depend on how they arrive.
        response.write(bytes.subarray(0, cut));
        return end(bytes.subarray(cut));
      };
    },
  };
}
