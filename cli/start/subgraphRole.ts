import type { RoleSpec } from '../processes/RoleSpec.ts';
import { portOf } from './portOf.ts';

const SUBGRAPH_ROLE = new URL('./roles/subgraphRole.ts', import.meta.url);

/** What the role last reported to serve on; `null` the first time. */
type Previous = Parameters<RoleSpec['config']>[0];

/**
 * One subgraph's process.
 *
 * @param firstPort - where it listens the first time; 0 for any free one.
 */
export function subgraphRole(
  subgraph: string,
  settings: (previous: Previous) => Readonly<Record<string, unknown>>,
  firstPort = 0,
): RoleSpec {
  return {
    name: subgraph,
    program: SUBGRAPH_ROLE,
    // A restarted subgraph must be found where the gateway knows it.
    config: (previous) => ({
      subgraph,
      settings: {
        ...settings(previous),
        development: true,
        listen: { port: portOf(previous?.['url'], firstPort) },
      },
    }),
  };
}
