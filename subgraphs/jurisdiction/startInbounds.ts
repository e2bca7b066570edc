import type { Inbound, RunningInbound } from '../../adapters/inbound/Inbound.ts';
import type { DivisionCode } from '../../domain/divisionCode.ts';
import { TongbanError } from '../../domain/TongbanError.ts';

/** What runs between reads, of all places of a server. */
export interface RunningInbounds {
  /** Where each place's system reaches us, for those that call us. */
  readonly urls: Readonly<Partial<Record<DivisionCode, string>>>;
  /**
   * Takes nothing new; resolves when everything that was begun is acknowledged.
   *
   * @throws {Error} the first failure, once all have ended.
   */
  stop(): Promise<void>;
  /** Gives up what reads need; when none is served any more. @throws {Error} as `stop`. */
  close(): Promise<void>;
}

/**
 * Begins to take what the systems of these places send, all or none.
 *
 * @throws {TongbanError} with one line naming the place that cannot begin; the others are stopped again.
 */
export async function startInbounds(
  inbounds: readonly (readonly [DivisionCode, Inbound])[],
): Promise<RunningInbounds> {
  const outcomes = await Promise.allSettled(
    inbounds.map(
      async ([jurisdiction, inbound]) => [jurisdiction, await start(jurisdiction, inbound)] as const,
    ),
  );
  const running = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const stop = () => endAll(running.map(([, inbound]) => inbound.stop()));
  const close = () => endAll(running.map(async ([, inbound]) => inbound.close?.()));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) {
    await stop().finally(close);
    throw failed.reason;
  }
  const urls = running.flatMap(([jurisdiction, { url }]) => (url === null ? [] : [[jurisdiction, url]]));
  return { urls: Object.fromEntries(urls), stop, close };
}

/** One that fails must not keep the others from being waited for. */
async function endAll(endings: readonly Promise<void>[]): Promise<void> {
  const outcomes = await Promise.allSettled(endings);
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

async function start(jurisdiction: DivisionCode, inbound: Inbound): Promise<RunningInbound> {
  try {
    return await inbound.start();
  } catch (cause) {
    const [reason] = (cause instanceof Error ? cause.message : 'unknown').split('\n', 1);
    throw new TongbanError(
      'BAD_USER_INPUT',
      `place ${jurisdiction}: what its system sends cannot be taken (${reason})`,
      { jurisdiction, cause },
    );
  }
}
