import { z } from 'zod';
import { type DivisionCode, isDivisionCode } from '../../domain/divisionCode.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { SignedCall, SignedRoute } from '../serving/SignedRoute.ts';
import type { PeopleServices } from './createContext.ts';

/** More parties than any case has. */
const MAX_HOLDERS = 50;
const MAX_BODY_BYTES = 16_384;

const question = z.strictObject({
  jurisdiction: z.custom<DivisionCode>(isDivisionCode),
  holderIds: z.array(z.uuid()).min(1).max(MAX_HOLDERS),
});

/**
 * `POST /identities`: whom a step of a case is about, sealed so that only the place that does it can open it. For `cases`
 * and nobody else; no client reaches it, and each answer is in the access log.
 */
export function identityRoute(
  services: Pick<PeopleServices, 'store' | 'sealer' | 'accesses' | 'now'>,
  { audience, contextKey }: Pick<SignedRoute, 'audience' | 'contextKey'>,
): SignedRoute {
  return {
    path: '/identities',
    audience,
    contextKey,
    scope: 'case-engine',
    maxBodyBytes: MAX_BODY_BYTES,
    methods: { POST: (call) => sealIdentities(services, call) },
  };
}

async function sealIdentities(
  { store, sealer, accesses, now }: Parameters<typeof identityRoute>[0],
  { body, callContext: { caller, requestId } }: SignedCall,
): Promise<{ readonly identities: readonly (string | null)[] }> {
  const asked = question.safeParse(body);
  if (!asked.success || caller === null)
    throw new TongbanError('BAD_USER_INPUT', 'jurisdiction and 1 to 50 holderIds are wanted');
  const { jurisdiction, holderIds } = asked.data;
  await accesses.record({ caller, requestId, at: now(), holderIds });
  const found = await store.findHolders(holderIds);
  const byId = new Map(found.map((holder) => [holder.id, holder]));
  return {
    identities: holderIds.map((id) => {
      const holder = byId.get(id);
      return holder === undefined ? null : sealer.seal(holder, jurisdiction);
    }),
  };
}
