import { beforeEach, expect, it } from 'vitest';
import { HarvestAlarm } from '../../../../gateway/edge/rates/HarvestAlarm.ts';

let now: number;
let lines: string[];
let alarm: HarvestAlarm;
beforeEach(() => {
  [now, lines] = [0, []];
  alarm = new HarvestAlarm(
    (line) => lines.push(line),
    () => now,
  );
});

function refuse(times: number, person = 's:a'): void {
  for (let time = 0; time < times; time++) alarm.note(person, 'portal');
}

it('tells of ten refusals within a minute, once, and of no fewer', () => {
  refuse(9);
  now = 60_000;
  refuse(9);
  expect(lines).toEqual([]);

  now = 119_999;
  refuse(20);
  expect(lines).toHaveLength(1);
  now = 120_000;
  refuse(10);
  expect(lines).toHaveLength(2);
});

it('forgets all where too many people are refused, rather than grow with them', () => {
  refuse(9, 's:first');
  for (let person = 0; person < 10_000; person++) refuse(1, `s:${person}`);

  refuse(1, 's:first');

  expect(lines).toEqual([]);
});
