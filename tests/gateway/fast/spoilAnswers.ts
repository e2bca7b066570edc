import type { TestSubgraph } from '../../support/serveTestSubgraph.ts';
import type { Spoil } from './spoils.ts';

/**
 * A subgraph whose answers are spoiled on their way, but for those about itself.
 *
 * @param onCall - told of each call.
 * @param cutAt - where an answer is cut in two; default: in the middle.
 */
export function spoilAnswers(
  subgraph: TestSubgraph,
  spoil: () => Spoil,
  onCall: () => void = () => undefined,
  cutAt: () => number | undefined = () => undefined,
): TestSubgraph {
  return {
    ...subgraph,
    intercept: async ({ query }, response) => {
      if (query.includes('_service')) return;
      onCall();
      const end = response.end.bind(response);
      response.end = (body: unknown) => {
        const bytes = Buffer.from(spoil()(String(body)));
        const cut = Math.min(cutAt() ?? Math.floor(bytes.length / 2), bytes.length);
        // In two parts, so that answers never depend on how they arrive.
        response.write(bytes.subarray(0, cut));
        return end(bytes.subarray(cut));
      };
    },
  };
}
