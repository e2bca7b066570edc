import type { AnswerTwist } from '../../AnswerTwist.ts';
import type { Push } from '../../pushes/Push.ts';
import type { Bus } from './Bus.ts';
import { createBusPush } from './createBusPush.ts';
import { newCollaborationNumber } from './newCollaborationNumber.ts';
import { type PlannedRecord, writeRecord } from './writeRecord.ts';

const DAY_MS = 86_400_000;

/**
 * Notices of everybody whom the bus holds. Every fourth comes twice, every fifth has one bad record, which comes again
 * corrected at the end, every sixth is followed by an older state of the same people, and neighbours change places.
 */
export function createNotices(bus: Bus, twist: AnswerTwist): readonly Push[] {
  const everybody = planEverybody(bus);
  const { recordLimit } = bus.options;
  const chunks = Array.from({ length: Math.ceil(everybody.length / recordLimit) }, (_, index) =>
    everybody.slice(index * recordLimit, (index + 1) * recordLimit),
  );
  const corrected: Push[] = [];
  const packages = chunks.flatMap((chunk, index) => {
    const isTurn = (period: number) => twist.kind === 'unruly-pushes' || (index + 1) % period === 0;
    const last = chunk.slice(-1);
    const isFlawed = chunk.length > 1 && isTurn(5);
    const flaw = index % 2 === 0 ? 'bad-day' : 'no-data-time';
    if (isFlawed) corrected.push(notice(last, bus));
    const sent = isFlawed
      ? [...chunk.slice(0, -1), ...last.map((one) => ({ ...one, flaw }) as const)]
      : chunk;
    const older = chunk.map((one) => ({ ...one, dataTime: one.dataTime - DAY_MS }));
    return [notice(sent, bus, isTurn(4) ? 2 : 1), ...(isTurn(6) ? [notice(older, bus)] : [])];
  });
  return [...withNeighboursSwapped(packages), ...corrected];
}

function planEverybody({ site }: Bus): readonly PlannedRecord[] {
  const dataTime = site.world.dataTime(site.department, site.jurisdiction, site.clock());
  return site.world.holders
    .filter(({ holdings }) => holdings['public-security'].includes(site.jurisdiction))
    .map(({ number, name }) => ({ no: '1', number, name, dataTime, flaw: null }));
}

function notice(content: readonly PlannedRecord[], bus: Bus, copies = 1): Push {
  const numbered = content.map((one, index) => ({ ...one, no: String(index + 1) }));
  return createBusPush(
    {
      business: '0109',
      collaborationNumber: newCollaborationNumber(bus),
      isEarly: false,
      copies,
      recordsOf: (world, twist) => numbered.map((one) => writeRecord(one, 'notice', bus, world, twist)),
    },
    bus,
  );
}

const withNeighboursSwapped = <T>(list: readonly T[]): readonly T[] =>
  list.map((one, index) => list[index % 2 === 0 ? index + 1 : index - 1] ?? one);
