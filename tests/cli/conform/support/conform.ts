import { allChecks } from '../../../../cli/conform/checks/allChecks.ts';
import { findEndpoint } from '../../../../cli/conform/findEndpoint.ts';
import { jurisdictionOf } from '../../../../cli/conform/jurisdictionOf.ts';
import { runChecks } from '../../../../cli/conform/runChecks.ts';
import type { HolderIdentity } from '../../../../domain/HolderIdentity.ts';
import { endpointSecrets } from './endpointSecrets.ts';

/** Runs the suite, or some of it, against an endpoint with the keys of `serverKeys`. */
export async function conform(
  url: string,
  { person = null, ids }: { readonly person?: HolderIdentity | null; readonly ids?: readonly string[] } = {},
) {
  const { session } = await findEndpoint({
    url,
    jurisdiction: jurisdictionOf(url),
    secrets: endpointSecrets,
    person,
  });
  const checks = allChecks.filter(({ id }) => ids === undefined || ids.includes(id));
  return runChecks(checks, session);
}
