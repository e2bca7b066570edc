import { expect, it } from 'vitest';
import { type BreakerStates, formatBreakerStates, parseBreakerStates } from '../../domain/breakerStates.ts';

it('says and reads the breakers of a system', () => {
  const states: BreakerStates = new Map([
    ['findHukou', 'open'],
    ['findVehicles', 'half-open'],
    ['findRecords', 'closed'],
  ]);

  expect(formatBreakerStates(states)).toBe('findHukou=open, findVehicles=half-open, findRecords=closed');
  expect(parseBreakerStates(formatBreakerStates(states))).toEqual(states);
  expect(parseBreakerStates(formatBreakerStates(new Map()))).toEqual(new Map());
});

it.each(['=open', 'a b=open', 'a=shut', `${'a'.repeat(65)}=open`, 'a', '1=open', 'a=open=closed'])(
  'leaves out %s, which a server of another make may send',
  (entry) => {
    expect(parseBreakerStates(`${entry},fine=open`)).toEqual(new Map([['fine', 'open']]));
  },
);

it('looks at no more kinds of calls than there can be', () => {
  const many = Array.from({ length: 1_000 }, (_, index) => `a${index}=open`).join(',');

  expect(parseBreakerStates(many).size).toBe(64);
});
