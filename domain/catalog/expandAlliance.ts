import type { CalendarDate } from '../calendarDate.ts';
import { provinceOf } from '../divisionCode.ts';
import type { Alliance, AllianceMember, AllianceScope } from './Alliance.ts';
import type { Coverage } from './Coverage.ts';
import { type CoveredPlace, NATIONWIDE } from './coveredPlace.ts';

/** A directed pair of places and the days on which it holds. */
interface DirectedPair {
  readonly accepting: CoveredPlace;
  readonly owning: CoveredPlace;
  readonly startsOn: CalendarDate;
  readonly endsOn: CalendarDate | null;
  readonly scope: AllianceScope;
  readonly verified: boolean;
  readonly certainty: Coverage['certainty'];
}

/**
 * What an alliance states, one row per direction, pair and item. Pairs inside one province are none.
 *
 * @param categoryOf - 业务领域 of an item; `null` for one that the catalogue does not know.
 * @returns nothing where the source gives no beginning or no members.
 */
export function expandAlliance(
  alliance: Alliance,
  categoryOf: (itemCode: string) => string | null,
): readonly Coverage[] {
  return pairsOf(alliance)
    .filter(hasDays)
    .flatMap(({ scope, ...pair }) =>
      scopeRows(scope, categoryOf).map(
        (item): Coverage => ({
          statedBy: alliance.id,
          basis: alliance.kind,
          ...pair,
          ...item,
          certainty: item.itemCode === null ? 'POSSIBLE' : pair.certainty,
        }),
      ),
    );
}

/** Of two members, one may have left before the other joined: then there is no day on which both take part. */
const hasDays = ({ startsOn, endsOn }: DirectedPair): boolean => endsOn === null || startsOn <= endsOn;

function scopeRows({ items, categories }: AllianceScope, categoryOf: (itemCode: string) => string | null) {
  if (items !== null)
    return items.flatMap(({ itemCode }) =>
      itemCode === null ? [] : [{ itemCode, category: categoryOf(itemCode) }],
    );
  return (categories ?? [null]).map((category) => ({ itemCode: null, category }));
}

function pairsOf(alliance: Alliance): readonly DirectedPair[] {
  const { pairing, startsOn, members } = alliance;
  if (startsOn === null || pairing === null) return [];
  const whole = {
    startsOn: startsOn.firstDay,
    endsOn: alliance.endsOn?.lastDay ?? null,
    scope: alliance.scope,
    verified: alliance.verified,
  };
  switch (pairing.kind) {
    case 'DIRECTED':
      return pairing.clauses.flatMap(({ accepting, owning, owningStated, scope }) =>
        accepting.flatMap((from) =>
          (owning === NATIONWIDE ? ([NATIONWIDE] as const) : owning).map((to) => ({
            ...whole,
            accepting: from,
            owning: to,
            scope: scope ?? whole.scope,
            verified: whole.verified && owningStated,
            certainty: 'STATED' as const,
          })),
        ),
      );
    case 'STAR':
      return memberPairs(members ?? [], whole).filter(
        ({ accepting, owning }) => accepting === pairing.hub || owning === pairing.hub,
      );
    case 'EACH_OTHER':
      return [
        ...memberPairs(members ?? [], whole),
        ...(alliance.unnamedMembers > 0 ? [somewhere(whole)] : []),
      ];
  }
}

function memberPairs(
  members: readonly AllianceMember[],
  whole: Pick<DirectedPair, 'startsOn' | 'endsOn' | 'scope' | 'verified'>,
): readonly DirectedPair[] {
  return members.flatMap((one) =>
    members
      .filter((other) => provinceOf(one.division) !== provinceOf(other.division))
      .map((other) => ({
        ...whole,
        accepting: one.division,
        owning: other.division,
        startsOn: latest([whole.startsOn, one.from?.firstDay, other.from?.firstDay]),
        endsOn: earliest([whole.endsOn, one.through?.lastDay, other.through?.lastDay]),
        certainty: 'STATED' as const,
      })),
  );
}

/** Members that the source counts but does not name may be anywhere. */
const somewhere = (
  whole: Pick<DirectedPair, 'startsOn' | 'endsOn' | 'scope' | 'verified'>,
): DirectedPair => ({
  ...whole,
  accepting: NATIONWIDE,
  owning: NATIONWIDE,
  verified: false,
  certainty: 'POSSIBLE',
});

// Calendar dates in ISO form compare as text.
function latest(days: readonly [CalendarDate, ...Array<CalendarDate | undefined>]): CalendarDate {
  return days.reduce<CalendarDate>((last, day) => (day !== undefined && day > last ? day : last), days[0]);
}

function earliest(days: ReadonlyArray<CalendarDate | null | undefined>): CalendarDate | null {
  return days.reduce<CalendarDate | null>(
    (first, day) => (day != null && (first === null || day < first) ? day : first),
    null,
  );
}
