import { TongbanError } from '../../../domain/TongbanError.ts';
import type { Finding } from './Finding.ts';

/** What a dialect's refusal says about the connection; a code that is not listed is about the question. */
export type RefusalMeaning =
  /** The system does not accept who we are or how we sign. */
  | { readonly kind: 'SIGN_IN'; readonly next: string }
  | { readonly kind: 'CLOCK' }
  /** There is no such interface: nobody has looked at who we are. */
  | { readonly kind: 'ADDRESS'; readonly next: string }
  | { readonly kind: 'MAINTENANCE' }
  | { readonly kind: 'BUSY' };
export type RefusalMeanings = Readonly<Record<string, RefusalMeaning>>;

/** What came of the question about somebody whom nobody knows. */
export type SampleOutcome =
  | { readonly kind: 'ANSWERED'; readonly isKnown: boolean; readonly ms: number }
  | { readonly kind: 'THROWN'; readonly error: unknown; readonly ms: number };

/** How the dialect shows who we are: `signature (hmac-sha256)`. */
export interface SampleReading {
  readonly outcome: SampleOutcome;
  readonly meanings: RefusalMeanings;
  readonly credentials: string;
  /** Epoch ms. */
  readonly at: number;
  /** What a connection that is closed without an answer may mean in this dialect. */
  readonly whenClosed?: string | undefined;
}

/** Findings about `clock`, `sign-in`, `charset` and `sample query`; `clock` and `charset` only where the answer refuses. */
export function judgeSample({
  outcome,
  meanings,
  credentials,
  at,
  whenClosed,
}: SampleReading): readonly Finding[] {
  const accepted: Finding = { check: 'sign-in', outcome: 'PASSED', found: `${credentials} accepted` };
  if (outcome.kind === 'ANSWERED') {
    return outcome.isKnown
      ? [
          accepted,
          failedQuery(
            'the system holds a record under a number that can belong to nobody',
            'tell the province: its test data, or somebody else’s record, is given to whoever asks',
          ),
        ]
      : [
          accepted,
          {
            check: 'sample query',
            outcome: 'PASSED',
            found: `unknown person, as it should be (${outcome.ms} ms)`,
          },
        ];
  }
  const { error, ms } = outcome;
  if (!(error instanceof TongbanError)) {
    return [notTried('sign-in'), failedQuery('failed on our side', 'report it: this is a defect of ours')];
  }
  const meaning = meaningOf(error, meanings);
  const said = isItsOwn(error.upstreamCode) ? ` (its code ${error.upstreamCode})` : '';
  // Not the system's refusal: the adapter itself has seen that keys do not fit.
  if (error.code === 'JURISDICTION_REJECTED' && error.upstreamCode === undefined) {
    return [
      {
        check: 'sign-in',
        outcome: 'FAILED',
        found: error.message,
        next: 'compare the keys in options with the place',
      },
      notTried('sample query'),
    ];
  }
  switch (meaning?.kind) {
    case 'SIGN_IN':
      return [
        { check: 'sign-in', outcome: 'FAILED', found: `${error.message}${said}`, next: meaning.next },
        notTried('sample query'),
      ];
    case 'CLOCK':
      return [
        {
          check: 'clock',
          outcome: 'FAILED',
          found: `${error.message}${said}`,
          next: 'let this machine and the system keep time by the same NTP service',
        },
        notTried('sign-in'),
        notTried('sample query'),
      ];
    case 'ADDRESS':
      return [notTried('sign-in'), failedQuery(`${error.message}${said}`, meaning.next)];
    case 'MAINTENANCE': {
      const end = at + (error.retryAfter ?? 0) * 1_000;
      const until =
        error.retryAfter === undefined ? '' : ` until ${new Date(end).toISOString()} by its own word`;
      return [
        signInNotTried,
        failedQuery(
          `the system is under maintenance${until}${said}: this says nothing about your configuration`,
          'run doctor again when the maintenance is over',
        ),
      ];
    }
    case 'BUSY':
      return [
        signInNotTried,
        failedQuery(`${error.message}${said}`, 'run doctor again later; ask the province for a higher limit'),
      ];
    default:
      return [
        ...withoutAnswer(error, accepted),
        ...failedAnswer(error, { message: `${error.message}${said}`, ms, whenClosed }),
      ];
  }
}

/** A coded refusal of the question means that whoever asked was accepted; a system that fails may not have looked. */
function withoutAnswer({ code, upstreamCode }: TongbanError, accepted: Finding): readonly Finding[] {
  if (code === 'JURISDICTION_BUSY' || code === 'JURISDICTION_UNAVAILABLE') return [signInNotTried];
  return isItsOwn(upstreamCode) || code === 'IDENTITY_MISMATCH' ? [accepted] : [notTried('sign-in')];
}

/** An HTTP status is what something in front of the system may say as well. */
function isItsOwn(upstreamCode: string | undefined): boolean {
  return upstreamCode !== undefined && !upstreamCode.startsWith('HTTP ');
}

function meaningOf({ upstreamCode }: TongbanError, meanings: RefusalMeanings): RefusalMeaning | undefined {
  if (upstreamCode === undefined) return undefined;
  return Object.hasOwn(meanings, upstreamCode) ? meanings[upstreamCode] : DENIED.get(upstreamCode);
}

/** Statuses without a word of the system itself. */
const DENIED: ReadonlyMap<string, RefusalMeaning> = new Map(
  ['HTTP 401', 'HTTP 403'].map((status) => [
    status,
    { kind: 'SIGN_IN', next: 'ask what stands in front of the system whether it lets this machine in' },
  ]),
);

function failedAnswer(
  { code, upstreamCode }: TongbanError,
  {
    message,
    ms,
    whenClosed,
  }: { readonly message: string; readonly ms: number; readonly whenClosed: string | undefined },
): readonly Finding[] {
  switch (code) {
    case 'BAD_ENCODING':
      return [
        {
          check: 'charset',
          outcome: 'FAILED',
          found: message,
          next: 'the system does not write the charset of its dialect: ask the province which charset it sends',
        },
        notTried('sample query'),
      ];
    case 'JURISDICTION_TIMEOUT':
    case 'DEADLINE_EXCEEDED':
      return [
        failedQuery(
          `no answer within ${Math.round(ms / 1_000)} s`,
          'the system takes connections and is silent: ask its operators whether it hangs',
        ),
      ];
    case 'IDENTITY_MISMATCH':
      return [
        failedQuery(
          'the system answered about somebody else',
          'do not go live: tell the province that it gives one person’s record for another’s number',
        ),
      ];
    case 'JURISDICTION_BAD_RESPONSE':
      return [
        failedQuery(
          message,
          'check dialect, the path in url and the options; if they are right, the system breaks its specification',
        ),
      ];
    case 'JURISDICTION_REJECTED':
      return [
        failedQuery(message, 'look the code up in the dialect’s document, then ask the province’s operators'),
      ];
    case 'JURISDICTION_BUSY':
      return [failedQuery(message, 'run doctor again later')];
    default:
      return [
        failedQuery(
          message,
          upstreamCode === undefined && whenClosed !== undefined
            ? whenClosed
            : 'the system itself fails: ask its operators, then run doctor again',
        ),
      ];
  }
}

/** Whoever is turned away before the question may have been turned away before the signature was looked at. */
const signInNotTried: Finding = {
  check: 'sign-in',
  outcome: 'NOTED',
  found: 'not tried: the system turned the question away, whoever asks',
};

function failedQuery(found: string, next: string): Finding {
  return { check: 'sample query', outcome: 'FAILED', found, next };
}

const NOT_KNOWN = {
  'sign-in': 'not known: it did not come to that',
  'sample query': 'not asked: mend what is marked ✗ first',
} as const;

function notTried(check: 'sign-in' | 'sample query'): Finding {
  return { check, outcome: 'NOTED', found: NOT_KNOWN[check] };
}
