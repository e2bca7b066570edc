import { z } from 'zod';
import type { FoundRecord } from '../../../adapters/inbound/PushedRecords.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { PlaceVault } from '../PlaceVault.ts';
import type { JurisdictionTables } from './JurisdictionTables.ts';
import { recordRow } from './recordRow.ts';

const content = z.tuple([z.string(), z.string().nullable(), z.string().nullable()]);

type RecordRow = Pick<JurisdictionTables['records'], 'holder' | 'as_of' | 'sealed'>;

/** @throws {TongbanError} INTERNAL_SERVER_ERROR, without details, when the row was changed behind our back. */
export function openRecordRow(facet: string, row: RecordRow, vault: PlaceVault): FoundRecord {
  const asOf = Number(row.as_of);
  try {
    const text = vault.open(row.sealed, recordRow(facet, row.holder, asOf)).toString('utf8');
    const [, name, stored] = content.parse(JSON.parse(text));
    return { name, asOf, content: stored };
  } catch {
    throw new TongbanError('INTERNAL_SERVER_ERROR', 'A stored record does not open under the store key');
  }
}
