import { expect, it } from 'vitest';
import { EndpointWarnings } from '../../../gateway/upstream/EndpointWarnings.ts';

it('names each fault of an endpoint at once, and again only after a minute', () => {
  const lines: string[] = [];
  let now = 0;
  const warnings = new EndpointWarnings({ log: (line) => lines.push(line), now: () => now });
  const note = (at: number, service: string, jurisdiction: string | null, fault = 'refuses') => {
    now = at;
    warnings.note(service, jurisdiction, fault);
  };

  note(0, 'people', null);
  note(1, 'housing-fund', '4307');
  note(2, 'people', null, 'is away');
  note(59_999, 'people', null);
  note(60_000, 'people', null);
  note(60_001, 'housing-fund', '43');

  expect(lines).toEqual([
    'people refuses',
    'housing-fund at 4307 refuses',
    'people is away',
    'people refuses',
    'housing-fund at 43 refuses',
  ]);
});
