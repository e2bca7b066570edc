import { expect, it } from 'vitest';
import { parseCalendarDate } from '../../../../domain/calendarDate.ts';
import { parseDivisionCode } from '../../../../domain/divisionCode.ts';
import { alliancePeriods } from '../../../../subgraphs/cases/statistics/alliancePeriods.ts';

const day = parseCalendarDate;
const [chongqing, sichuan, guizhou] = ['50', '51', '52'].map(parseDivisionCode) as [never, never, never];
const always = { from: null, through: null };
const alliance = {
  startsOn: day('2021-08-01'),
  endsOn: null,
  members: [
    { division: chongqing, ...always },
    { division: sichuan, ...always, through: day('2023-05-31') },
    { division: guizhou, ...always, from: day('2022-01-15') },
  ],
  hub: null,
  directions: null,
};

it('counts between the members of the day, from the day on which it began', () => {
  const periods = alliancePeriods(alliance, { from: day('2021-01-01'), to: day('2023-12-31') });

  const among = (...places: never[]) => [{ accepting: places, owning: places }];
  expect(periods).toEqual([
    { from: '2021-08-01', to: '2022-01-14', pairs: among(chongqing, sichuan) },
    { from: '2022-01-15', to: '2023-05-31', pairs: among(chongqing, sichuan, guizhou) },
    { from: '2023-06-01', to: '2023-12-31', pairs: among(chongqing, guizhou) },
  ]);
});

it('knows hubs and directions, and nothing after the end', () => {
  const span = { from: day('2024-01-01'), to: day('2024-01-31') };
  const directions = [{ accepting: [guizhou], owning: null }];

  expect(alliancePeriods({ ...alliance, hub: chongqing }, span)).toEqual([
    {
      ...span,
      pairs: [
        { accepting: [chongqing], owning: [guizhou] },
        { accepting: [guizhou], owning: [chongqing] },
      ],
    },
  ]);
  expect(alliancePeriods({ ...alliance, members: null, directions }, span)).toEqual([
    { ...span, pairs: directions },
  ]);
  expect(alliancePeriods({ ...alliance, endsOn: day('2023-12-31') }, span)).toEqual([]);
});
