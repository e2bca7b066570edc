import { pino } from 'pino';
import type { Finding } from '../../adapters/transport/diagnosis/Finding.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import { type InboxInspection, inspectInbox } from '../../subgraphs/jurisdiction/inspectInbox.ts';
import { explainDatabaseFault } from '../../subgraphs/serving/storage/explainDatabaseFault.ts';
import type { DoctorPlace } from './DoctorPlace.ts';

export interface StoreCircumstances {
  /** Epoch ms. */
  readonly now: number;
  /** References of requests of ours whose answers somebody has put away lately. */
  readonly references: readonly string[];
}

/** Whether the server's own store can be used and is the only one, and when the system last sent us something. */
export async function inspectStore(
  about: DoctorPlace,
  { now, references }: StoreCircumstances,
): Promise<readonly Finding[]> {
  const { department, settings } = about;
  if (settings === null) {
    const found =
      'not looked at: the password of its own database is known to tongban start alone; give --config, or set DATABASE_URL where it was started with one';
    return [{ check: 'store', outcome: 'NOTED', found }];
  }
  try {
    const seen = await inspectInbox(department, settings, { logger: pino({ level: 'silent' }), references });
    return seen.key === 'WRONG' ? [judgeStore(seen)] : [judgeStore(seen), judgeLastMessage(about, seen, now)];
  } catch (error) {
    return [toFault(error)];
  }
}

function judgeStore({ key, unknownReferences }: InboxInspection): Finding {
  const check = 'store';
  if (key === 'WRONG') {
    return {
      check,
      outcome: 'FAILED',
      found: 'storeKey is not the key that the inbox of this place was made with',
      next: 'take the storeKey of the server that first served this place: what is stored opens with no other',
    };
  }
  if (unknownReferences.length > 0) {
    return {
      check,
      outcome: 'FAILED',
      found: `another store takes what the system leaves: ${unknownReferences.length} answers of the last day are to requests that this one never made`,
      next: 'give every server that reads this directory the same databaseUrl and storeKey; docs/connecting-a-place.md, “A place whose system sends”',
    };
  }
  return key === 'NONE'
    ? { check, outcome: 'NOTED', found: 'nothing of this place yet: its server was never started with it' }
    : { check, outcome: 'PASSED', found: 'can be read, and was made with this storeKey' };
}

function judgeLastMessage(
  { department, place }: DoctorPlace,
  { last, quarantined }: InboxInspection,
  now: number,
): Finding {
  const check = 'last message';
  if (last === null) {
    const next =
      place.inbound === undefined
        ? 'wait for the centre’s next run, while the server runs; ask the centre when that is'
        : 'ask the province whether it has our address, or wait for its next run';
    return { check, outcome: 'NOTED', found: 'none yet', next };
  }
  const age = formatAge(now - last.receivedAt.getTime());
  const found = `${last.receivedAt.toISOString()}, ${age} ago; ${quarantined} in quarantine`;
  const next = `look: npx tongban inbox list ${department} --quarantined --config FILE`;
  return quarantined === 0 ? { check, outcome: 'PASSED', found } : { check, outcome: 'NOTED', found, next };
}

function toFault(error: unknown): Finding {
  const check = 'store';
  const fault = explainDatabaseFault(error);
  if (fault !== null) return { check, outcome: 'FAILED', ...fault };
  const found = error instanceof TongbanError ? error.message : 'the server’s database cannot be read';
  return { check, outcome: 'FAILED', found, next: 'check databaseUrl, and look into the database’s own log' };
}

function formatAge(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return 'less than a minute';
  if (minutes < 120) return `${minutes} minutes`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.floor(hours / 24)} days`;
}
