import { concludeLifetime } from './concludeLifetime.ts';
import { describeFailure } from './describeFailure.ts';
import { failOnUncaught } from './failOnUncaught.ts';
import { ignoreOutputLoss } from './ignoreOutputLoss.ts';
import { Lifetime } from './Lifetime.ts';
import type { ProcessLog } from './ProcessLog.ts';
import { reportReady } from './reportReady.ts';
import { roleOrder } from './roleOrder.ts';
import { sendReport } from './sendReport.ts';
import { stopOnParentLoss } from './stopOnParentLoss.ts';
import { STOP_SIGNALS } from './stopSignals.ts';

/**
 * Starts one role.
 *
 * @param config - what the supervisor sent, not checked yet.
 * @returns where the role serves, by its own names.
 */
export type RoleStart = (config: unknown, lifetime: Lifetime) => Promise<Readonly<Record<string, string>>>;

/** How long a role may drain when its supervisor is gone and cannot say. */
const ORPHAN_STOP_MS = 3_000;

/**
 * The whole life of a role's process: waits for its config, serves, ends when its supervisor says so or is gone.
 *
 * Signals are ignored: Ctrl-C and a service manager's stop reach every process of the group at once, while the
 * order in which roles may end is known to the supervisor alone.
 *
 * @returns the exit code, to be given to `process.exit`.
 */
export async function runRole(start: RoleStart, log: ProcessLog): Promise<number> {
  if (process.send === undefined) {
    log.error('this program is a part of "tongban start" and does not run by itself');
    return 1;
  }
  const lifetime = new Lifetime(log);
  let stopWithinMs = ORPHAN_STOP_MS;
  ignoreOutputLoss();
  failOnUncaught(lifetime);
  for (const signal of STOP_SIGNALS) process.on(signal, () => undefined);

  let started: Promise<void> = Promise.resolve();
  process.on('message', (message) => {
    const { data: order } = roleOrder.safeParse(message);
    if (order?.type === 'start') started = startAndReport(start, order.config, lifetime);
    if (order?.type === 'stop') {
      stopWithinMs = order.withinMs;
      lifetime.end();
    }
  });
  stopOnParentLoss(() => lifetime.end());

  await lifetime.ending;
  return concludeLifetime(lifetime, {
    started,
    stopWithinMs: () => stopWithinMs,
    report: (reason) => sendReport({ type: 'failed', reason }),
  });
}

async function startAndReport(start: RoleStart, config: unknown, lifetime: Lifetime): Promise<void> {
  try {
    await reportReady(await start(config, lifetime));
  } catch (error) {
    if (!lifetime.signal.aborted) lifetime.fail(describeFailure(error));
  }
}
