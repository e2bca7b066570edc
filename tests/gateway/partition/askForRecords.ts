import type { GatewayRequestContext } from '../../../gateway/GatewayRequestContext.ts';
import type { PartitionRouter } from '../../../gateway/partition/createPartitionRouter.ts';
import { createTestContext } from '../../support/createTestContext.ts';
import { createEntityFetch } from './createEntityFetch.ts';

interface AskOptions {
  readonly declare?: string;
  readonly variables?: Record<string, unknown>;
  readonly context?: GatewayRequestContext;
  readonly signal?: AbortSignal;
}

/** Fetches the selection for each of the representations through the router. */
export function askForRecords(
  router: PartitionRouter,
  selection: string,
  representations: readonly Record<string, unknown>[],
  options: AskOptions = {},
) {
  const { context = createTestContext(), declare = '', variables = {} } = options;
  const fetch = createEntityFetch(selection, representations, { declare, variables });
  const fetcher = router.fetcherFor('housing-fund');
  if (!fetcher) throw new Error('not partitioned');
  return fetcher.fetchEntities(fetch, context, options.signal ?? context.signal);
}
