import { expect, it } from 'vitest';
import { ContextRefusals } from '../../../gateway/upstream/ContextRefusals.ts';

it('names each endpoint at once, and again only after a minute', () => {
  const lines: string[] = [];
  let now = 0;
  const refusals = new ContextRefusals({ log: (line) => lines.push(line), now: () => now });
  const note = (at: number, service: string, jurisdiction: string | null) => {
    now = at;
    refusals.note(service, jurisdiction);
  };

  note(0, 'people', null);
  note(1, 'housing-fund', '4307');
  note(59_999, 'people', null);
  note(60_000, 'people', null);
  note(60_001, 'housing-fund', '43');

  expect(lines.map((line) => line.split(' refuses our context')[0])).toEqual([
    'people',
    'housing-fund at 4307',
    'people',
    'housing-fund at 43',
  ]);
});
