import type { CallContextCaller } from '../../domain/callContext.ts';
import type { AccessSettings } from './accessSettings.ts';
import type { PolicyDecider } from './PolicyDecider.ts';

/** Grants policies to portals, scopes and issuers, as the operator has written down. */
export class ConfiguredPolicies implements PolicyDecider {
  readonly #grants: ReadonlyMap<string, AccessSettings['policies'][string]>;

  constructor(policies: AccessSettings['policies']) {
    this.#grants = new Map(Object.entries(policies));
  }

  async grant(policies: readonly string[], caller: CallContextCaller | null): Promise<ReadonlySet<string>> {
    if (caller === null) return new Set();
    const isGranted = (policy: string): boolean =>
      (this.#grants.get(policy) ?? []).some(
        ({ portal, scope, issuer }) =>
          (portal === undefined || portal === caller.portal) &&
          (scope === undefined || caller.scopes.includes(scope)) &&
          (issuer === undefined || issuer === caller.issuer),
      );
    return new Set(policies.filter(isGranted));
  }
}
