import type { Pool } from 'undici';
import type { Peer } from './Peer.ts';
import { OPERATIONS, type OperationName, VARIANTS } from './world.ts';

/** Requests open at one time. */
const OPEN = 8;

/** Sends an operation so many times with bodies that differ, and reads each answer to its end. */
export async function sendMany(
  pool: Pool,
  peer: Peer,
  name: OperationName,
  count: number,
  check: (variant: number, body: string) => void = () => undefined,
): Promise<void> {
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < count) {
      const number = next++;
      const variant = number % VARIANTS;
      const { query, variables } = OPERATIONS[name];
      const { statusCode, body } = await pool.request({
        path: new URL(peer.url).pathname,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          ...(peer.tokenOf && { authorization: `Bearer ${peer.tokenOf(number)}` }),
        },
        body: JSON.stringify({ query, variables: variables(variant) }),
      });
      const text = await body.text();
      if (statusCode !== 200)
        throw new Error(`${peer.name} answers ${name} with ${statusCode}: ${text.slice(0, 300)}`);
      check(variant, text);
    }
  };
  await Promise.all(Array.from({ length: OPEN }, work));
}
