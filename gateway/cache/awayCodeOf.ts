import type { EntityError, EntityOutcome } from '../execute/EntityFetcher.ts';
import type { AwayCode } from './StaleReason.ts';

const AWAY: ReadonlySet<unknown> = new Set([
  'JURISDICTION_UNAVAILABLE',
  'JURISDICTION_TIMEOUT',
  'JURISDICTION_BUSY',
] satisfies AwayCode[]);

/**
 * Tells whether an entity could not be had because its place is away, and how: the fetch failed, or nothing but such
 * failures came with it.
 *
 * @returns `null` for an answer, whatever it says, and for any other failure.
 */
export function awayCodeOf(outcome: EntityOutcome): AwayCode | null {
  if (outcome.kind === 'missing') return null;
  const errors = outcome.kind === 'failed' ? [outcome.error] : outcome.errors;
  const codes = errors.map(codeOf);
  return codes.includes(null) ? null : (codes[0] ?? null);
}

function codeOf({ extensions: { code, retryable } }: EntityError): AwayCode | null {
  // What stands in front of a place's server answers with a page that no contract knows; retryable where it may pass.
  if (code === 'JURISDICTION_BAD_RESPONSE') return retryable === true ? code : null;
  return isAway(code) ? code : null;
}

const isAway = (code: unknown): code is AwayCode => AWAY.has(code);
