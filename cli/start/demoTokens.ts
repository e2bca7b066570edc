import type { JWK } from 'jose';
import { DEMO_OFFICES } from './demoOffices.ts';
import { DEMO_CLERK, DEMO_SUBJECTS } from './demoSubjects.ts';
import { issueDevelopmentToken } from './issueDevelopmentToken.ts';
import type { RunningStack } from './RunningStack.ts';

const TWELVE_HOURS = 12 * 3_600;

/** Tokens for the demo persons and a counter clerk. */
export async function demoTokens(signingKey: JWK): Promise<RunningStack['tokens']> {
  const [citizen, allProvinces, sevenDialects, clerk] = await Promise.all([
    token(DEMO_SUBJECTS.citizen, []),
    token(DEMO_SUBJECTS['all-provinces'], []),
    token(DEMO_SUBJECTS['seven-dialects'], []),
    token(DEMO_CLERK, ['clerk', ...DEMO_OFFICES.map((division) => `office:${division}`)]),
  ]);
  return { citizen, allProvinces, sevenDialects, clerk };

  function token(subject: string, scopes: readonly string[]): Promise<string> {
    return issueDevelopmentToken(signingKey, {
      subject,
      scopes,
      portal: 'playground',
      lifetimeSeconds: TWELVE_HOURS,
    });
  }
}
