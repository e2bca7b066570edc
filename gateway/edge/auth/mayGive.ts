import { type IssuerSettings, PRIVILEGED_SCOPES } from '../issuerSettings.ts';

/** Of calls between servers of ours; no token ever carries them. */
const OWN_SCOPES: readonly string[] = ['case-engine', 'step-results'];
const OFFICE = 'office:';

/** Whether an issuer may give a scope: one of one province makes no clerks of another. */
export function mayGive({ scopes, offices }: IssuerSettings, scope: string): boolean {
  if (OWN_SCOPES.includes(scope)) return false;
  if (scope.startsWith(OFFICE))
    return offices.some((prefix) => scope.slice(OFFICE.length).startsWith(prefix));
  const privileged = PRIVILEGED_SCOPES.find((known) => known === scope);
  return privileged === undefined || scopes.includes(privileged);
}
