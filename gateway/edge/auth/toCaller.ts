import type { JWTPayload } from 'jose';
import type { CallContextCaller } from '../../../domain/callContext.ts';
import type { IssuerSettings } from '../issuerSettings.ts';
import { mayGive } from './mayGive.ts';

/** Portals are named in the log and in traces, which are not the place for whatever else an issuer may put there. */
const LONGEST_PORTAL = 256;

/** The caller whom a verified token names, with the scopes that its issuer may give; `undefined` when it names nobody. */
export function toCaller(payload: JWTPayload, settings: IssuerSettings): CallContextCaller | undefined {
  const { issuer, portalClaim, scopeClaim } = settings;
  const { sub, purpose } = payload;
  if (typeof sub !== 'string' || sub === '') return undefined;
  const portal = payload[portalClaim];
  if (typeof portal === 'string' && portal.length > LONGEST_PORTAL) return undefined;
  return {
    issuer,
    subject: sub,
    portal: typeof portal === 'string' ? portal : '',
    scopes: toScopes(payload[scopeClaim]).filter((scope) => mayGive(settings, scope)),
    purpose: typeof purpose === 'string' && purpose !== '' ? purpose : 'self',
  };
}

/** A text with spaces between them (RFC 8693 section 4.2), or a list. */
function toScopes(claim: unknown): readonly string[] {
  if (typeof claim === 'string') return claim.split(' ').filter((scope) => scope !== '');
  return Array.isArray(claim) ? claim.filter((scope) => typeof scope === 'string') : [];
}
