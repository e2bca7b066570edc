import { z } from 'zod';
import type { DiagnosisResources } from '../../DiagnosisResources.ts';
import { missingStore } from '../../inbound/missingStore.ts';
import type { Place } from '../../Place.ts';
import type { PlaceDiagnosis } from '../../PlaceDiagnosis.ts';
import { badResponse } from '../../transport/badResponse.ts';
import { addressOfUrl } from '../../transport/diagnosis/addressOfUrl.ts';
import { diagnoseSystem } from '../../transport/diagnosis/diagnoseSystem.ts';
import { judgeCharset } from '../../transport/diagnosis/judgeCharset.ts';
import type { RefusalMeanings } from '../../transport/diagnosis/judgeSample.ts';
import { notTold } from '../../transport/diagnosis/notTold.ts';
import { probeListener } from '../../transport/diagnosis/probeListener.ts';
import { unassignedPerson } from '../../transport/diagnosis/unassignedPerson.ts';
import { monotonicClock } from '../../transport/monotonicClock.ts';
import { createSequence } from './createSequence.ts';
import { NodeClient } from './NodeClient.ts';
import { NODE_LIMITS } from './nodeLimits.ts';
import { settlementNodeOptions } from './options.ts';
import { readPersonRows } from './readPersonRows.ts';

const MEANINGS: RefusalMeanings = {
  '1001': {
    kind: 'SIGN_IN',
    next: 'somebody else signs in as our node all the time: give each installation its own',
  },
  '1002': { kind: 'SIGN_IN', next: 'check password with the hub' },
  '1003': { kind: 'CLOCK' },
  '1004': { kind: 'SIGN_IN', next: 'check unit, operator and hubNode with the hub' },
  '9001': { kind: 'BUSY' },
  '9002': { kind: 'MAINTENANCE' },
};
const CLOCK_LIMIT_MS = 10 * 60_000;

/**
 * Looks at a settlement hub. Signing in ends the session of the server that runs, which signs in again by itself at its
 * next request.
 *
 * @throws {z.ZodError} naming every bad option, never its value.
 * @throws {TypeError} when the URL is not `tcp://host:port`, or the server has no database.
 */
export function diagnoseSettlementNode(
  { jurisdiction, url, options: siteOptions, inbound }: Place,
  { now, hasStore }: DiagnosisResources,
): PlaceDiagnosis {
  if (!hasStore) throw missingStore('by them one replica owns the node');
  const options = settlementNodeOptions.parse(siteOptions);
  const address = addressOfUrl(url);
  if (new URL(url).protocol !== 'tcp:' || address.port === 0)
    throw new TypeError('url must be tcp://host:port');
  const client = new NodeClient({
    ...address,
    jurisdiction,
    options,
    limits: { query: NODE_LIMITS.query.transport, file: NODE_LIMITS.file.transport },
    // Whoever owns the node signs in anew by itself.
    expectOwner: async () => undefined,
    now,
    monotonicNow: () => monotonicClock.now(),
    createSequence: createSequence(),
  });
  const probe = {
    address,
    meanings: MEANINGS,
    credentials: `sign-in, node key and SM4-${options.cipherMode}`,
    whenClosed:
      'a hub closes without a word on a node that it does not know: check nodeNumber, then ask the hub',
    ask: async (signal: AbortSignal) => {
      const request = { transaction: 'GJJC01', customer: unassignedPerson.number, body: {} };
      const answer = await client.ask(request, signal);
      if (answer.kind !== 'DONE') throw badResponse(jurisdiction, 'put off the answer about one person');
      const reading = { person: unassignedPerson, shape: z.unknown(), jurisdiction };
      return readPersonRows(answer.body, reading).rows.length > 0;
    },
    theirClock: () => null,
    clockSource: 'it refuses beyond 10 minutes, and did not',
    clockLimitMs: CLOCK_LIMIT_MS,
    now,
    charset: judgeCharset('gb18030', jurisdiction),
    release: notTold('1 and 2.0 differ in fields of rows, and no row was asked for'),
  };
  const run = async (signal: AbortSignal) => [
    ...(await diagnoseSystem(probe, signal)),
    await probeListener(inbound, signal),
  ];
  return { sends: true, run };
}
