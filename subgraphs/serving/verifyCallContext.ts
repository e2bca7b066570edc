import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { CallContext } from '../../domain/callContext.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { AcceptedKeys } from './AcceptedKeys.ts';

/** What one endpoint needs to know to trust a context. */
export interface CallContextVerification {
  /** This endpoint: contexts for any other are refused. */
  readonly audience: string;
  readonly contextKey: AcceptedKeys;
  /** The current time, epoch ms. */
  readonly now: number;
}

const VERSION = 'v1';
/** Clocks of two machines may differ by this much. */
const SKEW_SECONDS = 5;
const LONGEST_LIFE_SECONDS = 60;
/** Far more than a context needs, and little enough to be hashed for anybody. */
const MAX_HEADER_LENGTH = 8_192;
/** The trace context is passed on as it is, so it must not carry line breaks; another one is dropped. */
const TRACEPARENT = /^[0-9a-f-]{1,128}$/;

const contextShape = z.object({
  aud: z.string(),
  iat: z.int(),
  exp: z.int(),
  budgetMs: z.number().min(0),
  caller: z
    .object({
      issuer: z.string().min(1),
      subject: z.string().min(1),
      portal: z.string(),
      scopes: z.array(z.string()),
      purpose: z.string(),
    })
    .nullable(),
  requestId: z.string().min(1),
  traceparent: z.string().regex(TRACEPARENT).optional().catch(undefined),
});

/**
 * Checks the signed context of one call.
 *
 * @param header - the value of `tongban-context`; `undefined` when the call had none.
 * @throws {TongbanError} UNAUTHENTICATED, always with the same message; `cause` says for the log what was wrong.
 */
export function verifyCallContext(
  header: string | undefined,
  { audience, contextKey, now }: CallContextVerification,
): CallContext {
  if (header === undefined) throw refusal('no context');
  if (header.length > MAX_HEADER_LENGTH) throw refusal('context too long');

  const [version, payload, mac, ...rest] = header.split('.');
  if (version !== VERSION || payload === undefined || mac === undefined || rest.length > 0) {
    throw refusal('another version or form');
  }
  const keys = contextKey instanceof Uint8Array ? [contextKey] : contextKey;
  if (!keys.some((key) => isSignedBy(key, `${version}.${payload}`, mac))) throw refusal('signature');

  const context = readPayload(payload);
  const nowSeconds = now / 1_000;
  if (context.aud !== audience) throw refusal('another audience');
  if (context.exp < context.iat || context.exp - context.iat > LONGEST_LIFE_SECONDS)
    throw refusal('lifetime');
  if (nowSeconds < context.iat - SKEW_SECONDS) throw refusal('not yet valid');
  if (nowSeconds > context.exp + SKEW_SECONDS) throw refusal('expired');
  return context;
}

/** Compares texts, not decoded bytes: base64url has several spellings of the same bytes, and only one is ours. */
function isSignedBy(key: Uint8Array, signed: string, mac: string): boolean {
  const expected = Buffer.from(
    createHmac('sha256', key).update(signed, 'latin1').digest('base64url'),
    'latin1',
  );
  const given = Buffer.from(mac, 'latin1');
  return given.byteLength === expected.byteLength && timingSafeEqual(given, expected);
}

function readPayload(payload: string): CallContext {
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  } catch {
    throw refusal('payload is not JSON');
  }
  const { data, success } = contextShape.safeParse(json);
  if (!success) throw refusal('payload has another shape');

  const { traceparent, ...context } = data;
  return traceparent === undefined ? context : { ...context, traceparent };
}

function refusal(reason: string): TongbanError {
  return new TongbanError('UNAUTHENTICATED', 'The call context is missing or not valid', {
    cause: new TongbanError('UNAUTHENTICATED', reason),
  });
}
