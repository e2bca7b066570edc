import { createHash } from 'node:crypto';
import type { HandlingOrder } from '../../../handling/HandlingOrder.ts';
import type { BusOptions } from '../BusOptions.ts';
import type { BusDocument } from '../readDocument.ts';
import { refuseHead } from '../refuseHead.ts';
import type { TakenMessages } from '../TakenMessages.ts';
import { BUS_BUSINESSES } from './busBusinesses.ts';
import { flawOf } from './flawOf.ts';
import { HANDLING_SUCCESS } from './handlingSuccess.ts';
import { type BusRecord, readBusRecord } from './readBusRecord.ts';

/** What a bus makes of an application or cancellation whose document it could read. */
export type BusOrderRead =
  | { readonly kind: 'refused'; readonly code: string }
  /** The package is taken, its RECORD is not. */
  | { readonly kind: 'record-refused'; readonly code: '-8' | '-11' | '-16' }
  | {
      readonly kind: 'order';
      readonly order: HandlingOrder;
      readonly isRepeated: boolean;
      /** Remembers it: from now on it is a repetition. */
      remember(): void;
    };

/** Reads in the order of the checks: docs/dialects/collaboration-bus.md, sections 7.1 and 13.1. */
export function readBusOrder(document: BusDocument, options: BusOptions, taken: TakenMessages): BusOrderRead {
  const { head, records } = document;
  const refused = (code: string): BusOrderRead => ({ kind: 'refused', code });
  const flaw = refuseHead(head, options, /^[0-9A-Z]{16,32}$/);
  if (flaw !== null) return refused(flaw);
  const { YWLB = '', YWXTBH = '', BWBH = '' } = head;
  const isCancellation = YWLB.endsWith('03');
  if (options.handling === undefined || YWLB.endsWith('02') || !HANDLING_SUCCESS.has(YWLB))
    return refused('-6');

  const digest = createHash('sha256')
    .update(JSON.stringify([YWLB, YWXTBH, records]))
    .digest('hex');
  const before = taken.compare(BWBH, digest);
  if (before === 'other') return refused('-9');
  const applications = records.filter(({ kind }) => kind === 'application');
  const read = applications.map(({ content }) => readBusRecord(content));
  const [record] = read;
  const isOver = read.length > 1 || read.some((one) => one.isOver);
  if (record === undefined || isAmiss(records) || (isCancellation && isOver)) return refused('-3');
  // -7 has another meaning in cancellations.
  if (isOver) return refused('-7');

  const wrong = flawOf(record, BWBH);
  if (wrong !== null) return { kind: 'record-refused', code: wrong };
  const business = BUS_BUSINESSES.get(`${YWLB.slice(0, 2)} ${record.code}`);
  if (business === undefined || (isCancellation && !business.isCancellable))
    return { kind: 'record-refused', code: '-16' };
  const action = isCancellation ? `undo-${business.action}` : business.action;
  return {
    kind: 'order',
    order: orderOf(record, action, YWXTBH, digest),
    isRepeated: before === 'same',
    remember: () => taken.remember(BWBH, digest),
  };
}

/** One of a wrong kind, a `no` or key twice, or a first one that is not the first. */
function isAmiss(records: BusDocument['records']): boolean {
  const counted = records.filter(({ kind }) => kind === 'application');
  const keys = counted.flatMap(({ fields }) => fields['YWBLH'] ?? []);
  return (
    records.some(({ kind }) => ['feedback', 'notice', 'refusal'].includes(kind)) ||
    new Set(records.map(({ no }) => no)).size < records.length ||
    new Set(keys).size < keys.length ||
    !counted.some(({ no }) => no === '1')
  );
}

function orderOf(
  record: BusRecord,
  action: string,
  collaborationNumber: string,
  content: string,
): HandlingOrder {
  const { key, code, item, accepting, owning, parties, fields } = record;
  const applicant = parties.find(({ role }) => role === '10');
  if (applicant === undefined) throw new RangeError('a RECORD without a flaw has an applicant');
  return {
    businessKey: key,
    collaborationNumber,
    action,
    code,
    item,
    accepting,
    owning,
    applicant,
    parties,
    fields: Object.fromEntries(fields),
    content,
  };
}
