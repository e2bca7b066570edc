import { type CitizenNumber, isCitizenNumber } from '../../../domain/citizenNumber.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { InboundFault, InboundMessage } from '../../inbound/InboundMessage.ts';
import { isAhead } from '../../inbound/isAhead.ts';
import type { PushedRecord } from '../../inbound/PushedRecord.ts';
import { badResponse } from '../../transport/badResponse.ts';
import { parseBeijingTime } from '../../transport/parseBeijingTime.ts';
import { HOUSING_FUND_FORMS } from '../pushedForms.ts';
import { answeredBy } from './answeredBy.ts';
import { BATCH_TRANSACTIONS, type BatchFacet } from './batchTransactions.ts';
import type { AmountUnit } from './options.ts';
import { type BatchEntry, readBatchFile } from './readBatchFile.ts';
import { readSubjectRows } from './readSubjectRows.ts';
import { toLoans } from './toLoans.ts';
import { toRecord } from './toRecord.ts';
import type { HubMessage } from './wire.ts';
export interface HubMessageReading {
  readonly unit: AmountUnit;
  readonly jurisdiction: DivisionCode;
  /** The payload as it came, opened. */
  readonly plain: Uint8Array;
  /** Whom the lines of our file named, by 序号; empty where the file is not known any more. */
  readonly lines: ReadonlyMap<number, CitizenNumber>;
  /** Epoch ms. */
  readonly now: number;
}
const FACETS: Readonly<Record<string, BatchFacet>> = { GJJP01: 'records', GJJP02: 'loans' };

/**
 * What a message of the hub says: records of everybody whom its file tells of, and a fault for every line that failed.
 *
 * @throws {TongbanError} BAD_ENCODING or JURISDICTION_BAD_RESPONSE when it cannot be read as a whole.
 * @see docs/dialects/settlement-node.md, 8
 */
export function readHubMessage(
  { inhead, body }: HubMessage,
  { unit, jurisdiction, plain, lines, now }: HubMessageReading,
): InboundMessage {
  const sentAt = readTime(`${inhead.fsrq}${inhead.fssj}`);
  const message = {
    id: `${inhead.fsrq}-${inhead.fslsh}`,
    kind: inhead.jym,
    sentAt,
    tie: BigInt(sentAt ?? 0),
    body: plain,
    answers: answeredBy(body),
  };
  const facet = FACETS[body.YJYM];
  if (facet === undefined) throw badResponse(jurisdiction, 'answered a transaction that we do not send');
  if (body.FHM !== '0000') {
    return {
      ...message,
      records: [],
      faults: [{ part: 'the whole batch', reason: `return code ${body.FHM}` }],
    };
  }
  const { JGMC: centerName, SJSJ: asOf, PCBS: count, PCWJ: file } = body;
  if (centerName === null || asOf === null || count === null || file === null)
    throw badResponse(jurisdiction, 'sent an answer without its file');
  if (isAhead(asOf, now)) throw badResponse(jurisdiction, 'gave a data time in the future');

  const records: PushedRecord[] = [];
  const faults: InboundFault[] = [];
  for (const entry of readBatchFile(file, BATCH_TRANSACTIONS[facet], { count, jurisdiction })) {
    try {
      const record = toPushed(entry, {
        facet,
        number: lines.get(entry.ordinal),
        reading: { unit, asOf, centerName, jurisdiction },
      });
      records.push(record);
    } catch (error) {
      if (!(error instanceof TongbanError)) throw error;
      faults.push({ part: `line ${entry.ordinal}`, reason: error.message });
    }
  }
  return { ...message, records, faults };
}

interface EntryReading {
  readonly facet: BatchFacet;
  /** Whom the line of our file named, where it is still known. */
  readonly number: CitizenNumber | undefined;
  readonly reading: Parameters<typeof toRecord>[1];
}

function toPushed({ code, rows }: BatchEntry, { facet, number, reading }: EntryReading): PushedRecord {
  const { jurisdiction, asOf } = reading;
  if (code !== '0000') throw badResponse(jurisdiction, `failed with return code ${code}`);
  const told = rows[0]?.['ZJHM']?.trim().toUpperCase() ?? '';
  const person = number ?? told;
  if (person === '') throw badResponse(jurisdiction, 'told of nobody in a line that is not known any more');
  if (!isCitizenNumber(person)) throw badResponse(jurisdiction, 'named a person by a malformed number');
  const { key } = BATCH_TRANSACTIONS[facet];
  const { name, rows: filled } = readSubjectRows(rows, { person: { number: person }, key, jurisdiction });
  return {
    facet,
    kind: 'NATURAL_PERSON',
    number: person,
    name,
    asOf,
    content: name === null ? null : write(facet, filled, reading),
  };
}

/** `null` for a person without any account; a known person without a loan has an empty list. */
function write(facet: BatchFacet, rows: readonly unknown[], reading: EntryReading['reading']): string | null {
  if (facet === 'loans') {
    return HOUSING_FUND_FORMS.loans.write(toLoans(rows, reading).map(({ asOf: _, ...loan }) => loan));
  }
  const record = toRecord(rows, reading);
  if (record === null) return null;
  const { centerName, accounts } = record;
  return HOUSING_FUND_FORMS.records.write({
    centerName,
    accounts: accounts.map(({ asOf: _, ...account }) => account),
  });
}

function readTime(text: string): number | null {
  try {
    return parseBeijingTime(text);
  } catch {
    return null;
  }
}
