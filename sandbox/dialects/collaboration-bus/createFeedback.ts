import type { AnswerTwist } from '../../AnswerTwist.ts';
import type { Push } from '../../pushes/Push.ts';
import type { Bus } from './Bus.ts';
import { createBusPush, type PlannedCall } from './createBusPush.ts';
import type { Markup } from './element.ts';
import { newCollaborationNumber } from './newCollaborationNumber.ts';
import { isRecordCode } from './recordCodes.ts';
import { type PlannedRecord, writeMaterial, writeRecord, writeRefusal } from './writeRecord.ts';

/** An application that was taken; refused RECORDs are not in it. */
export interface TakenApplication {
  readonly collaborationNumber: string;
  readonly records: readonly { readonly no: string; readonly number: string; readonly name: string }[];
}

const DAY_MS = 86_400_000;

/**
 * What the bus sends for one application. A healthy bus is unruly in turn: which of its habits shows depends on the
 * number of the application; with the fault of unruly pushes, all of them show every time.
 *
 * @param nth - counts the applications of the bus from 1.
 */
export function createFeedback(
  { collaborationNumber, records }: TakenApplication,
  nth: number,
  bus: Bus,
  twist: AnswerTwist,
): readonly Push[] {
  if (records.length === 0) return [];
  const isTurn = (period: number) => twist.kind === 'unruly-pushes' || nth % period === 0;
  const hasSeveral = records.length > 1;
  const { site } = bus;
  const dataTime = site.world.dataTime(site.department, site.jurisdiction, site.clock());
  const planned = records.map((asked): PlannedRecord => ({ ...asked, dataTime, flaw: null }));
  const last = planned.slice(-1);
  const flaw = nth % 4 < 2 ? 'bad-day' : 'no-data-time';
  const isFlawed = hasSeveral && isTurn(6);
  const sent = isFlawed
    ? [...planned.slice(0, -1), ...last.map((one) => ({ ...one, flaw }) as const)]
    : planned;
  const half = Math.ceil(sent.length / 2);
  const packages = hasSeveral && isTurn(2) ? [sent.slice(half), sent.slice(0, half)] : [sent];
  const timing = { isEarly: isTurn(3), copies: isTurn(4) ? 2 : 1 };
  const feedback = (content: readonly PlannedRecord[], number: string, hasPhoto = false): Push =>
    createBusPush(
      {
        ...timing,
        business: '0102',
        collaborationNumber: number,
        recordsOf: (world, now) => [
          ...content.map((one) => writeAnswer(one, bus, world, now)),
          ...(hasPhoto ? [photoFor(records, content)] : []),
        ],
      },
      bus,
    );

  return [
    ...(isTurn(7) ? [feedback(planned, newCollaborationNumber(bus))] : []),
    ...packages.map((content) => feedback(content, collaborationNumber, isTurn(8))),
    ...(isTurn(5) ? [olderNotice(planned, bus)] : []),
    ...(isFlawed ? [feedback(last, collaborationNumber)] : []),
  ];
}

function writeAnswer(
  one: PlannedRecord,
  bus: Bus,
  ...[world, twist]: Parameters<PlannedCall['recordsOf']>
): string {
  return twist.kind === 'error' && twist.code !== null && isRecordCode(twist.code)
    ? writeRefusal(one.no, twist.code, one.number, bus)
    : writeRecord(one, 'feedback', bus, world, twist);
}

/** Its number stands for no RECORD of the application. */
function photoFor({ length }: TakenApplication['records'], content: readonly PlannedRecord[]): string {
  return writeMaterial(String(length + 1), content[0]?.no ?? '1');
}

/** What was true a day before, sent after what is true now. */
function olderNotice(planned: readonly PlannedRecord[], bus: Bus): Push {
  const older = planned.map((one, index) => ({
    ...one,
    no: String(index + 1),
    dataTime: one.dataTime - DAY_MS,
  }));
  return createBusPush(
    {
      business: '0109',
      collaborationNumber: newCollaborationNumber(bus),
      isEarly: false,
      copies: 1,
      recordsOf: (world, twist): Markup => older.map((one) => writeRecord(one, 'notice', bus, world, twist)),
    },
    bus,
  );
}
