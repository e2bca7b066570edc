import { pino } from 'pino';
import type { Finding } from '../../adapters/transport/diagnosis/Finding.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import { listInbox } from '../../subgraphs/jurisdiction/listInbox.ts';
import type { DoctorPlace } from './DoctorPlace.ts';

const check = 'last message';

/** When the system last sent us something, and how old that is. @param now - epoch ms. */
export async function findLastMessage({ department, settings }: DoctorPlace, now: number): Promise<Finding> {
  if (settings === null) {
    return {
      check,
      outcome: 'NOTED',
      found: 'not looked at: only tongban start knows the password of its database; give --config to look',
    };
  }
  try {
    const query = { quarantined: false, limit: 1, logger: pino({ level: 'silent' }) };
    const { messages, places } = await listInbox(department, settings, query);
    const [last] = messages;
    if (last === undefined) {
      return {
        check,
        outcome: 'NOTED',
        found: 'none yet',
        next: 'ask the province whether it has our address, or wait for its next run',
      };
    }
    const quarantined = places[0]?.quarantined ?? 0;
    const age = formatAge(now - last.receivedAt.getTime());
    const found = `${last.receivedAt.toISOString()}, ${age} ago; ${quarantined} in quarantine`;
    return quarantined === 0
      ? { check, outcome: 'PASSED', found }
      : {
          check,
          outcome: 'NOTED',
          found,
          next: `look: npx tongban inbox list ${department} --quarantined --config FILE`,
        };
  } catch (error) {
    return {
      check,
      outcome: 'FAILED',
      found: error instanceof TongbanError ? error.message : 'the server’s database cannot be read',
      next: 'check databaseUrl; the server makes its tables at its first start',
    };
  }
}

function formatAge(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return 'less than a minute';
  if (minutes < 120) return `${minutes} minutes`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.floor(hours / 24)} days`;
}
