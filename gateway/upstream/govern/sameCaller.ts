import type { CallContextCaller } from '../../../domain/callContext.ts';

/** Whether two callers are told to subgraphs as one and the same: person, portal, rights and purpose. */
export function sameCaller(one: CallContextCaller | null, other: CallContextCaller | null): boolean {
  if (one === other) return true;
  if (one === null || other === null) return false;
  return (
    one.subject === other.subject &&
    one.issuer === other.issuer &&
    one.portal === other.portal &&
    one.purpose === other.purpose &&
    one.scopes.length === other.scopes.length &&
    one.scopes.every((scope, index) => scope === other.scopes[index])
  );
}
