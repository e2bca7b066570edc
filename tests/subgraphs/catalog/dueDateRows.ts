/** One due date, counted by hand on a paper calendar with the State Council's notices beside it. */
export interface DueDateRow {
  readonly acceptedOn: string;
  readonly workingDays: number;
  readonly division: string;
  /** First and last day, both left out; `null`: it goes on. */
  readonly pauses?: readonly (readonly [string, string | null])[];
  /** `null`: it stands still. */
  readonly dueOn: string | null;
  readonly provisional?: true;
  /** How it was counted: month and day, the number that it got in brackets. */
  readonly counting: string;
}

/**
 * 办结期限 2024–2026, as counted by a person from the yearly notices of the General Office of the State Council, whose days
 * stand, written down independently, in `chineseDays.test.ts`.
 */
export const DUE_DATE_ROWS: readonly DueDateRow[] = [
  // 2024
  row('2023-12-29', 1, '430000', '2024-01-02', '12-30/31 weekend, 01-01 元旦, Tue 01-02 (1)'),
  row('2024-01-01', 5, '430000', '2024-01-08', 'accepted on 元旦; 01-02 to 05 (1-4), Mon 01-08 (5)'),
  row('2024-02-02', 3, '430100', '2024-02-06', 'Sat off, make-up Sun 02-04 (1), 05 (2), 06 (3)'),
  row(
    '2024-02-05',
    5,
    '430000',
    '2024-02-18',
    '06-08 (1-3), 除夕 02-09 is worked (4), 10-17 春节, make-up Sun 18 (5)',
  ),
  row('2024-02-09', 1, '340000', '2024-02-18', '10-17 春节, make-up Sun 18 (1)'),
  row(
    '2024-02-09',
    10,
    '340100',
    '2024-02-29',
    'make-up Sun 18 (1), 19-23 (2-6), 26-29 (7-10), the leap day',
  ),
  row('2024-02-29', 1, '340000', '2024-03-01', 'from the leap day to Fri 03-01 (1)'),
  row('2024-04-01', 5, '440000', '2024-04-09', '02 03 (1-2), 04-06 清明, make-up Sun 07 (3), 08 09 (4-5)'),
  row(
    '2024-04-26',
    5,
    '440000',
    '2024-05-07',
    'Sat off, make-up Sun 28 (1), 29 30 (2-3), 05-01 to 05 劳动节, 06 07 (4-5)',
  ),
  row('2024-05-06', 5, '440300', '2024-05-11', '07-10 (1-4), make-up Sat 05-11 (5)'),
  row('2024-05-10', 2, '440000', '2024-05-13', 'make-up Sat 11 (1), Sun off, 13 (2)'),
  row('2024-06-07', 1, '110000', '2024-06-11', 'weekend, Mon 06-10 端午, 11 (1)'),
  row('2024-09-12', 3, '310000', '2024-09-18', '13 (1), make-up Sat 14 (2), 15-17 中秋, 18 (3)'),
  row(
    '2024-09-13',
    15,
    '310000',
    '2024-10-11',
    'make-up Sat 14 (1), 18-20 (2-4), 23-27 (5-9), make-up Sun 29 (10), 30 (11), 10-01 to 07 国庆, 08-11 (12-15)',
  ),
  row(
    '2024-09-27',
    5,
    '330100',
    '2024-10-10',
    'Sat off, make-up Sun 29 (1), 30 (2), 国庆, 10-08 to 10 (3-5)',
  ),
  row('2024-09-30', 5, '330000', '2024-10-12', '国庆, 10-08 to 11 (1-4), make-up Sat 12 (5)'),
  row(
    '2024-12-20',
    20,
    '210000',
    '2025-01-20',
    '23-27 (1-5), 30 31 (6-7), 01-01 元旦, 02 03 (8-9), 06-10 (10-14), 13-17 (15-19), 20 (20)',
  ),
  row('2024-12-31', 1, '220000', '2025-01-02', 'Wed 01-01 元旦, 02 (1)'),
  // 2025
  row(
    '2025-01-02',
    60,
    '430000',
    '2025-04-02',
    '01-03 (1), 06-24 three weeks (2-16), make-up Sun 26 (17), 27 (18), 春节 to 02-04, 05-07 (19-21), make-up Sat 08 (22), 02-10 to 03-28 seven weeks (23-57), 03-31 to 04-02 (58-60)',
  ),
  row(
    '2025-01-24',
    3,
    '430000',
    '2025-02-05',
    'Sat off, make-up Sun 26 (1), 27 (2), 01-28 to 02-04 春节, 05 (3)',
  ),
  row('2025-01-27', 4, '340000', '2025-02-08', '春节, 02-05 to 07 (1-3), make-up Sat 08 (4)'),
  row('2025-01-27', 5, '340000', '2025-02-10', 'as before, make-up Sat 08 (4), Sun off, 10 (5)'),
  row('2025-04-03', 1, '440000', '2025-04-07', '04-06 清明, no make-up, Mon 07 (1)'),
  row(
    '2025-04-25',
    5,
    '440000',
    '2025-05-06',
    'Sat off, make-up Sun 27 (1), 28-30 (2-4), 05-01 to 05 劳动节, 06 (5)',
  ),
  row(
    '2025-04-30',
    10,
    '110101',
    '2025-05-19',
    '劳动节, 05-06 to 09 (1-4), 12-16 (5-9), 19 (10): no make-up in May',
  ),
  row(
    '2025-05-20',
    10,
    '310000',
    '2025-06-04',
    '21-23 (1-3), 26-30 (4-8), 05-31 to 06-02 端午, 03 04 (9-10)',
  ),
  row('2025-05-30', 1, '310000', '2025-06-03', '端午 Sat to Mon, 03 (1)'),
  row(
    '2025-09-26',
    5,
    '330000',
    '2025-10-10',
    'Sat off, make-up Sun 28 (1), 29 30 (2-3), 10-01 to 08 国庆中秋, 09 10 (4-5)',
  ),
  row('2025-09-30', 3, '330000', '2025-10-11', '国庆中秋, 10-09 10 (1-2), make-up Sat 11 (3)'),
  row('2025-09-30', 4, '330000', '2025-10-13', 'as before, make-up Sat 11 (3), Sun off, 13 (4)'),
  row('2025-10-09', 2, '210100', '2025-10-11', '10 (1), make-up Sat 11 (2)'),
  row(
    '2025-12-25',
    7,
    '220000',
    '2026-01-06',
    '26 (1), 29-31 (2-4), 01-01 to 03 元旦, make-up Sun 04 (5), 05 06 (6-7)',
  ),
  row('2025-12-31', 1, '220000', '2026-01-04', '元旦 to Sat, make-up Sun 04 (1)'),
  // 2026
  row('2026-02-12', 3, '430000', '2026-02-24', '13 (1), make-up Sat 14 (2), 15-23 春节, Tue 24 (3)'),
  row('2026-02-13', 6, '430700', '2026-02-28', 'make-up Sat 14 (1), 春节, 24-27 (2-5), make-up Sat 28 (6)'),
  row('2026-02-13', 7, '430700', '2026-03-02', 'as before, make-up Sat 28 (6), Sun off, 03-02 (7)'),
  row('2026-02-18', 1, '340000', '2026-02-24', 'accepted in the middle of 春节; Tue 24 (1)'),
  row('2026-04-03', 1, '340000', '2026-04-07', '04-06 清明 Sat to Mon, 07 (1)'),
  row(
    '2026-04-30',
    5,
    '440000',
    '2026-05-11',
    '05-01 to 05 劳动节, 06-08 (1-3), make-up Sat 09 (4), Sun off, 11 (5)',
  ),
  row(
    '2026-06-08',
    15,
    '440000',
    '2026-06-30',
    '09-12 (1-4), 15-18 (5-8), 19-21 端午, 22-26 (9-13), 29 30 (14-15)',
  ),
  row('2026-06-18', 1, '110000', '2026-06-22', '19-21 端午, Mon 22 (1)'),
  row('2026-09-18', 5, '210000', '2026-09-24', 'Sat off, make-up Sun 20 (1), 21-24 (2-5)'),
  row(
    '2026-09-18',
    10,
    '210000',
    '2026-10-09',
    'as before to 24 (5), 25-27 中秋, 28-30 (6-8), 10-01 to 07 国庆, 08 09 (9-10)',
  ),
  row('2026-09-18', 11, '210000', '2026-10-10', 'as before to 09 (10), make-up Sat 10 (11)'),
  row(
    '2026-09-30',
    20,
    '220100',
    '2026-11-03',
    '国庆, 08 09 (1-2), make-up Sat 10 (3), 12-16 (4-8), 19-23 (9-13), 26-30 (14-18), 11-02 03 (19-20)',
  ),
  row('2026-10-03', 0, '220000', '2026-10-03', '即办件: on the day itself, a holiday or not'),
  row('2026-12-30', 1, '430000', '2026-12-31', 'Thu 12-31 (1), the last day of the calendar'),
  // Beyond the calendar, and where a province has holidays of which only the name is known.
  {
    ...row(
      '2026-12-30',
      2,
      '430000',
      '2027-01-01',
      '31 (1), Fri 2027-01-01 (2): a working day as far as is known',
    ),
    provisional: true,
  },
  {
    ...row('2026-12-24', 10, '430000', '2027-01-07', '25 (1), 28-31 (2-5), 2027-01-01 (6), 04-07 (7-10)'),
    provisional: true,
  },
  {
    ...row('2025-04-03', 1, '450000', '2025-04-07', '清明, Mon 07 (1); 壮族三月三 may be that day'),
    provisional: true,
  },
  {
    ...row(
      '2025-01-27',
      4,
      '540102',
      '2025-02-08',
      '春节, 05-07 (1-3), make-up Sat 08 (4); 藏历新年 may be among them',
    ),
    provisional: true,
  },
  // 中止: both ends are left out.
  paused(
    '2024-02-05',
    5,
    [['2024-02-08', '2024-02-18']],
    '2024-02-21',
    '06 07 (1-2), paused over 春节 and its make-up day, 19-21 (3-5)',
  ),
  paused(
    '2024-04-26',
    5,
    [['2024-04-28', '2024-04-30']],
    '2024-05-10',
    'the make-up Sunday is paused too; 05-06 to 10 (1-5)',
  ),
  paused(
    '2024-05-06',
    5,
    [['2024-05-11', '2024-05-11']],
    '2024-05-13',
    '07-10 (1-4), make-up Sat paused, 13 (5)',
  ),
  paused(
    '2024-09-30',
    5,
    [['2024-10-01', '2024-10-07']],
    '2024-10-12',
    'within 国庆 it moves nothing: 08-11 (1-4), make-up Sat 12 (5)',
  ),
  paused(
    '2025-04-25',
    1,
    [['2025-04-25', '2025-04-27']],
    '2025-04-28',
    'from the day of acceptance on, over the make-up Sunday; 28 (1)',
  ),
  paused('2025-09-26', 5, [['2025-09-27', '2025-09-27']], '2025-10-10', 'a Saturday off moves nothing'),
  paused(
    '2025-09-26',
    5,
    [['2025-09-28', '2025-09-28']],
    '2025-10-11',
    '29 30 (1-2), 10-09 10 (3-4), make-up Sat 11 (5)',
  ),
  paused(
    '2025-12-25',
    5,
    [['2025-12-29', '2026-01-04']],
    '2026-01-08',
    '26 (1), paused over the new year, 05-08 (2-5)',
  ),
  paused('2026-02-12', 3, [['2026-02-14', '2026-02-24']], '2026-02-26', '13 (1), 25 26 (2-3)'),
  paused(
    '2026-09-18',
    10,
    [
      ['2026-09-21', '2026-09-22'],
      ['2026-10-08', '2026-10-08'],
    ],
    '2026-10-13',
    'Sun 20 (1), 23 24 (2-3), 28-30 (4-6), 10-09 (7), make-up Sat 10 (8), 12 13 (9-10)',
  ),
  paused(
    '2026-09-18',
    10,
    [
      ['2026-09-22', '2026-09-28'],
      ['2026-09-21', '2026-09-23'],
    ],
    '2026-10-15',
    'Sun 20 (1), 21-28 paused once, 29 30 (2-3), 10-08 09 (4-5), make-up Sat 10 (6), 12-15 (7-10)',
  ),
  paused('2026-09-18', 2, [['2026-09-22', null]], '2026-09-21', 'Sun 20 (1), 21 (2), before the pause'),
  paused('2026-09-18', 5, [['2026-09-22', null]], null, 'Sun 20 (1), 21 (2), then it stands still'),
  {
    ...paused(
      '2026-12-21',
      5,
      [['2026-12-24', '2026-12-31']],
      '2027-01-05',
      '22 23 (1-2), 2027-01-01 (3), 04 05 (4-5)',
    ),
    provisional: true,
  },
];

function row(
  acceptedOn: string,
  workingDays: number,
  division: string,
  dueOn: string,
  counting: string,
): DueDateRow {
  return { acceptedOn, workingDays, division, dueOn, counting };
}

function paused(
  acceptedOn: string,
  workingDays: number,
  pauses: NonNullable<DueDateRow['pauses']>,
  dueOn: string | null,
  counting: string,
): DueDateRow {
  return { acceptedOn, workingDays, division: '430000', pauses, dueOn, counting };
}
