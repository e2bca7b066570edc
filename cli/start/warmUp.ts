import { limitTime } from '../../domain/limitTime.ts';

/** Something of every department, in as many of a citizen's places as there are. */
const QUERY = /* GraphQL */ `
  {
    me {
      publicSecurity { division { name } asOf hukou { address } identityCard { kind } vehicles { state } }
      socialInsurance { asOf enrollments { scheme } contributions(first: 1) { endCursor } pensionAccount { balance } }
      housingFund { asOf accounts { balance deposits(first: 1) { endCursor } } loans { principal } }
    }
  }
`;

/** A machine slower than this has told what it can do; it starts all the same. */
const LONGEST_MS = 5_000;

/**
 * Asks the first question, which loads and compiles what every later one uses: on a busy machine that alone can cost
 * the first caller a jurisdiction's deadline. Whatever comes of it, the stack is ready.
 */
export async function warmUp(gateway: string, token: string, signal: AbortSignal): Promise<void> {
  const limit = limitTime(signal, LONGEST_MS);
  try {
    const answer = await fetch(`${gateway}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: QUERY }),
      signal: limit.signal,
    });
    await answer.arrayBuffer();
  } catch {
    // Only warmth is missing; what is wrong will be told to those who ask for data.
  } finally {
    limit.release();
  }
}
