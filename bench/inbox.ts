import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { InboundMessage } from '../adapters/inbound/InboundMessage.ts';
import type { Inbox } from '../adapters/inbound/Inbox.ts';
import { startEmbeddedPostgres } from '../cli/embedded-postgres/startEmbeddedPostgres.ts';
import { parseDivisionCode } from '../domain/divisionCode.ts';
import { PlaceStores } from '../subgraphs/jurisdiction/PlaceStores.ts';
import { simulatedNumber } from '../tests/subgraphs/people/simulatedNumber.ts';
import type { InboxMeasurement, InboxScene } from './InboxScene.ts';

const HUNAN = parseDivisionCode('430000');
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };
/** So many people have records; a message is about any of them. */
const PEOPLE = 20_000;
const CONTENT = JSON.stringify({
  address: '某市某区某路某号',
  since: '2001-02-03',
  members: ['1', '2', '3'],
});

const SCENES: readonly InboxScene[] = [1, 50].flatMap((recordsPerMessage) =>
  [1, 2, 16].flatMap((senders) => [false, true].map((twice) => ({ recordsPerMessage, senders, twice }))),
);

/**
 * How fast what a system sends is durable, so that it may be acknowledged: two replicas of a server with a pool each,
 * a real PostgreSQL that waits for the disk, sealing included; without the dialect's own transport.
 *
 * @param rounds - tenths of a second per scene.
 */
export async function benchInbox(rounds: number): Promise<readonly InboxMeasurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'tongban-bench-'));
  const postgres = await startEmbeddedPostgres({ dataDir: folder, log: SILENT });
  const options = {
    databaseUrl: postgres.url,
    storeKey: new Uint8Array(randomBytes(32)),
    subgraph: 'public-security',
    jurisdictions: [HUNAN],
    retentionDays: 90,
    logger: pino({ level: 'silent' }),
  };
  const replicas: PlaceStores[] = [];
  try {
    replicas.push(await PlaceStores.open(options), await PlaceStores.open(options));
    const inboxes = replicas.map((replica) => replica.storeFor(HUNAN).inbox);
    // Connections, compiled code, and rows that later messages meet again.
    await measure(inboxes, { recordsPerMessage: 50, senders: 16, twice: false }, 2_000);
    const measured: InboxMeasurement[] = [];
    for (const scene of SCENES) measured.push(await measure(inboxes, scene, rounds * 100));
    return measured;
  } finally {
    await Promise.all(replicas.map((replica) => replica.close()));
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(
  inboxes: readonly Inbox[],
  scene: InboxScene,
  lastsMs: number,
): Promise<InboxMeasurement> {
  const waits: number[] = [];
  let stored = 0;
  let wrong = 0;
  const start = performance.now();
  await Promise.all(Array.from({ length: scene.senders }, (_, n) => send(n)));
  return { ...scene, wall: performance.now() - start, stored, waits, wrong };

  /** A repeated message goes to the other replica, as behind a balancer. */
  async function send(n: number): Promise<void> {
    while (performance.now() - start < lastsMs) {
      const message = createMessage(scene.recordsPerMessage);
      const outcomes: string[] = [];
      for (let copy = 0; copy < (scene.twice ? 2 : 1); copy += 1) {
        const sentAt = performance.now();
        outcomes.push((await inboxes[(n + copy) % inboxes.length]?.take(message)) ?? 'nobody');
        waits.push(performance.now() - sentAt);
      }
      stored += 1;
      if (outcomes.join() !== (scene.twice ? 'TAKEN,DUPLICATE' : 'TAKEN')) wrong += 1;
    }
  }
}

function createMessage(records: number): InboundMessage {
  const first = Math.floor(Math.random() * PEOPLE);
  const asOf = Date.now();
  return {
    id: randomUUID(),
    kind: 'push',
    sentAt: asOf,
    tie: BigInt(asOf),
    // About what a SOAP message of so many records has.
    body: Buffer.alloc(1_000 + records * 500, 'x'),
    answers: null,
    records: Array.from({ length: records }, (_, n) => ({
      facet: 'hukou',
      kind: 'NATURAL_PERSON',
      number: simulatedNumber((first + n) % PEOPLE),
      name: '某某某',
      asOf,
      content: CONTENT,
    })),
    faults: [],
  };
}
