import type { SiteSeed } from '../../SiteSeed.ts';
import type { SettlementNodeOptions } from './SettlementNodeOptions.ts';

const BATCH_LIMITS = [500, 100, 50];
/** At the place of the zero every file is answered by a message. */
const SYNC_LIMITS = [20, 50, 10, 0];

/** Credentials of one place, and choices that alternate over places. */
export function createSettlementNodeOptions({
  jurisdiction,
  ordinal,
  derive,
}: SiteSeed): SettlementNodeOptions {
  const number = String(derive('node', 4).readUInt32BE() % 100_000).padStart(5, '0');
  return {
    nodeNumber: `${ordinal % 3 === 2 ? '3' : '0'}${number}`,
    hubNode: `9${jurisdiction.slice(0, 2)}001`,
    unit: `TB${jurisdiction.slice(0, 4)}`,
    operator: 'tongban',
    password: derive('password', 18).toString('base64url'),
    nodeKey: derive('node-key', 16).toString('hex').toUpperCase(),
    cipherMode: ordinal % 2 === 0 ? 'CBC' : 'ECB',
    amountUnit: Math.floor(ordinal / 2) % 2 === 0 ? 'yuan' : 'fen',
    batchLimit: BATCH_LIMITS[ordinal % 3] ?? 500,
    syncLimit: SYNC_LIMITS[ordinal % 4] ?? 20,
    handling: 'offered',
  };
}
