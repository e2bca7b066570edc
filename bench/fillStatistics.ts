import { CUTS, cutName, type StatisticsCut } from '../subgraphs/cases/statistics/cuts.ts';
import { SALTS } from '../subgraphs/cases/statistics/measures.ts';

/** What the questions of this bench are answered from. */
const ASKED: readonly StatisticsCut['name'][] = [
  'TOTALS',
  'PROVINCE_ITEMS',
  'PLACE_TOTALS',
  'PLACE_ITEMS',
  'MATRIX',
];
/** Cells of days are read for the ends of a time alone. */
const DAYS = "submitted_at < '2025-02-01' or submitted_at >= '2026-11-01'";

/**
 * Statements that add up what lies in `cases.cases`, as the workers would have: cells of places for two provinces only, since
 * an index leads past those of others.
 */
export const fillStatistics = (): string =>
  CUTS.filter(({ name }) => ASKED.includes(name))
    .flatMap((cut) =>
      sidesOf(cut).flatMap((side) => [countedIn(cut, 'DAY', side), countedIn(cut, 'MONTH', side)]),
    )
    .join(';\n');

interface Side {
  readonly accepting: string;
  readonly owning: string;
  /** Which cases are counted. */
  readonly where: string;
}

const province = (division: string): string => `left(${division}, 2) || '0000'`;
const ofTwo = (division: string): string => `${division} between '430000' and '449999'`;

function sidesOf({ places }: StatisticsCut): readonly Side[] {
  const isExact = places === 'SIDE_PLACE';
  const accepting = isExact ? 'accepting_division::text' : province('accepting_division');
  const owning = isExact ? 'owning_division::text' : province('owning_division');
  if (places === 'NONE') return [{ accepting: "''", owning: "''", where: 'true' }];
  if (places === 'PAIR_PROVINCE') return [{ accepting, owning, where: 'true' }];
  return [
    { accepting, owning: "''", where: isExact ? ofTwo('accepting_division') : 'true' },
    { accepting: "''", owning, where: isExact ? ofTwo('owning_division') : 'true' },
  ];
}

function countedIn(cut: StatisticsCut, grain: 'DAY' | 'MONTH', { accepting, owning, where }: Side): string {
  const period = grain === 'DAY' ? 'submitted_at::date' : "date_trunc('month', submitted_at)::date";
  return `
    insert into cases.statistics (
      cut, period, item, department, accepting, owning, mode, authority, channel,
      submitted, accepted, completed, limited, within_limit, up_to_5, ${SALTS.join(', ')}
    )
    select '${cutName(cut, grain)}', ${period}, ${cut.hasItem ? 'item' : "''"}, '', ${accepting}, ${owning},
      ${cut.hasMode ? 'mode' : "''"}, '', ${cut.hasChannel ? 'channel' : "''"},
      count(*), count(*), count(*), count(*), count(*), count(*), ${SALTS.map(() => '1').join(', ')}
    from cases.cases where (${where}) and (${grain === 'DAY' ? DAYS : 'true'})
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9`;
}
