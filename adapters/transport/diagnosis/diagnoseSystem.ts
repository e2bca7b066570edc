import { CHECKS, type Check, type Finding } from './Finding.ts';
import { judgeClock } from './judgeClock.ts';
import { judgeSample, type RefusalMeanings, type SampleOutcome } from './judgeSample.ts';
import { probeAddress, type SystemAddress } from './probeAddress.ts';

/** A system that answers while one waits, and how to look at it. */
export interface SystemProbe {
  readonly address: SystemAddress;
  /** What the dialect's codes say about the connection. */
  readonly meanings: RefusalMeanings;
  /** How we show who we are: `signature (hmac-sha256)`. */
  readonly credentials: string;
  /** What a connection that is closed without an answer may mean. */
  readonly whenClosed?: string;
  /**
   * Asks about somebody whom no system knows, by the adapter itself; once.
   *
   * @returns whether the system holds a record all the same.
   */
  readonly ask: (signal: AbortSignal) => Promise<boolean>;
  /** The clock that the last answer showed, epoch ms. */
  readonly theirClock: () => number | null;
  /** Where that is read: `Date header`. */
  readonly clockSource: string;
  readonly clockLimitMs: number | null;
  /** Epoch ms. */
  readonly now: () => number;
  /** What can be told without the system, or instead of a question. */
  readonly charset: Finding;
  readonly release: Finding | (() => Finding);
}

/** Looks at a system from the outside in; where one step fails, the later ones are not tried and say so. */
export async function diagnoseSystem(probe: SystemProbe, signal: AbortSignal): Promise<readonly Finding[]> {
  const { findings, isReachable } = await probeAddress(probe.address, signal);
  if (!isReachable) {
    const untried = (['clock', 'sign-in', 'sample query'] as const).map((check) => ({
      check,
      outcome: 'NOTED' as const,
      found: 'not tried: the system cannot be reached',
    }));
    return inOrder([...findings, ...untried, probe.charset]);
  }
  const { meanings, credentials, whenClosed } = probe;
  const outcome = await askOnce(probe, signal);
  const judged = judgeSample({ outcome, meanings, credentials, at: probe.now(), whenClosed });
  const judgedChecks = new Set(judged.map(({ check }) => check));
  const clock = judgeClock({
    theirs: probe.theirClock(),
    ours: probe.now(),
    source: probe.clockSource,
    limitMs: probe.clockLimitMs,
  });
  const release = typeof probe.release === 'function' ? probe.release() : probe.release;
  // What the system itself said about clock or charset counts more than what can be told from here.
  const others = [clock, probe.charset, release].filter(({ check }) => !judgedChecks.has(check));
  return inOrder([...findings, ...judged, ...others]);
}

async function askOnce({ ask }: SystemProbe, signal: AbortSignal): Promise<SampleOutcome> {
  const startedAt = performance.now();
  const ms = () => Math.round(performance.now() - startedAt);
  try {
    const isKnown = await ask(signal);
    return { kind: 'ANSWERED', isKnown, ms: ms() };
  } catch (error) {
    return { kind: 'THROWN', error, ms: ms() };
  }
}

function inOrder(findings: readonly Finding[]): readonly Finding[] {
  const rank = (check: Check) => CHECKS.indexOf(check);
  return findings.toSorted((one, other) => rank(one.check) - rank(other.check));
}
