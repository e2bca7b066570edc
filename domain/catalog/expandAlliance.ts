import type { CalendarDate } from '../calendarDate.ts';
import { provinceOf } from '../divisionCode.ts';
import type { Alliance, AllianceMember, AllianceScope } from './Alliance.ts';
import type { Coverage } from './Coverage.ts';
import { type CoveredPlace, NATIONWIDE } from './coveredPlace.ts';
import { expandScope } from './expandScope.ts';

/** What a directed pair takes over from its alliance. */
type Whole = Pick<Coverage, 'startsOn' | 'endsOn' | 'verified' | 'certainty'> & {
  readonly scope: AllianceScope;
};
type DirectedPair = Whole & { readonly accepting: CoveredPlace; readonly owning: CoveredPlace };

/**
 * What an alliance states, one row per direction, pair and item. Pairs inside one province are none.
 *
 * A single case grants nothing, nor does an agreement of which only the day of the source is known: they are
 * unconfirmed from that day on.
 *
 * @param categoryOf - 业务领域 of an item; `null` for one that the catalogue does not know.
 * @returns nothing where the source gives no members, or neither a beginning nor a day of its own.
 */
export function expandAlliance(
  alliance: Alliance,
  categoryOf: (itemCode: string) => string | null,
): readonly Coverage[] {
  return pairsOf(alliance)
    .filter(hasDays)
    .flatMap(({ scope, ...pair }) =>
      expandScope(scope, categoryOf).map(
        ({ isOpen, isWhole, ...item }): Coverage => ({
          statedBy: alliance.id,
          basis: alliance.kind,
          ...pair,
          ...item,
          certainty: isOpen && pair.certainty === 'STATED' ? 'POSSIBLE' : pair.certainty,
          verified: pair.verified && isWhole,
        }),
      ),
    );
}

/** Of two members, one may have left before the other joined: then there is no day on which both take part. */
const hasDays = ({ startsOn, endsOn }: DirectedPair): boolean => endsOn === null || startsOn <= endsOn;

function pairsOf(alliance: Alliance): readonly DirectedPair[] {
  const { pairing, members } = alliance;
  const startsOn = alliance.startsOn ?? alliance.knownOn;
  if (startsOn === null || pairing === null) return [];
  const isConfirmed = alliance.startsOn !== null && !alliance.isSingleCase;
  const whole: Whole = {
    startsOn: startsOn.firstDay,
    endsOn: alliance.endsOn?.lastDay ?? null,
    scope: alliance.scope,
    certainty: isConfirmed ? 'STATED' : 'UNCONFIRMED',
    verified: alliance.verified && isConfirmed,
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

function memberPairs(members: readonly AllianceMember[], whole: Whole): readonly DirectedPair[] {
  return members.flatMap((one) =>
    members
      .filter((other) => provinceOf(one.division) !== provinceOf(other.division))
      .map((other) => ({
        ...whole,
        accepting: one.division,
        owning: other.division,
        startsOn: latest([whole.startsOn, one.from?.firstDay, other.from?.firstDay]),
        endsOn: earliest([whole.endsOn, one.through?.lastDay, other.through?.lastDay]),
      })),
  );
}

/** Members that the source counts but does not name may be anywhere. */
const somewhere = (whole: Whole): DirectedPair => ({
  ...whole,
  accepting: NATIONWIDE,
  owning: NATIONWIDE,
  verified: false,
  certainty: whole.certainty === 'STATED' ? 'POSSIBLE' : whole.certainty,
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
