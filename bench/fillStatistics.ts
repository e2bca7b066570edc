import { CUTS, cutName, type StatisticsCut } from '../subgraphs/cases/statistics/cuts.ts';
import { SALTS } from '../subgraphs/cases/statistics/measures.ts';

/** Of so many cases one is counted: what is read are cells, which cases fill up rather than multiply. */
const SHARE = 4;

/** A statement that adds up what lies in `cases.cases`, in every cut by day and by month, as the workers would have. */
export const fillStatistics = (): string =>
  CUTS.flatMap((cut) =>
    (['DAY', 'MONTH'] as const).flatMap((grain) => sidesOf(cut).map((side) => countedIn(cut, grain, side))),
  ).join(';\n');

interface Side {
  readonly accepting: string;
  readonly owning: string;
}

const province = (division: string): string => `left(${division}, 2) || '0000'`;

function sidesOf({ places }: StatisticsCut): readonly Side[] {
  const isExact = places === 'SIDE_PLACE' || places === 'PAIR_PLACE';
  const accepting = isExact ? 'accepting_division::text' : province('accepting_division');
  const owning = isExact ? 'owning_division::text' : province('owning_division');
  if (places === 'NONE') return [{ accepting: "''", owning: "''" }];
  if (places === 'PAIR_PROVINCE' || places === 'PAIR_PLACE') return [{ accepting, owning }];
  return [
    { accepting, owning: "''" },
    { accepting: "''", owning },
  ];
}

function countedIn(cut: StatisticsCut, grain: 'DAY' | 'MONTH', { accepting, owning }: Side): string {
  const period = grain === 'DAY' ? 'submitted_at::date' : "date_trunc('month', submitted_at)::date";
  return `
    insert into cases.statistics (
      cut, period, item, department, accepting, owning, mode, authority, channel,
      submitted, accepted, completed, limited, within_limit, up_to_5, ${SALTS.join(', ')}
    )
    select '${cutName(cut, grain)}', ${period}, ${cut.hasItem ? 'item' : "''"}, '', ${accepting}, ${owning},
      ${cut.hasMode ? 'mode' : "''"}, '', ${cut.hasChannel ? 'channel' : "''"},
      count(*), count(*), count(*), count(*), count(*), count(*), ${SALTS.map(() => '1').join(', ')}
    from cases.cases where hashtext(case_number) % ${SHARE} = 0
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9`;
}
