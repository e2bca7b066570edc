import type { Alliance } from '../../../domain/catalog/Alliance.ts';
import { parseStatedDate } from '../../../domain/catalog/statedDate.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';

/** An alliance of two provinces for each other about one item, from 2021 on; what a test cares about is overridden. */
export function makeAlliance(given: Partial<Alliance> = {}): Alliance {
  return {
    id: 'sample',
    kind: 'ALLIANCE',
    name: '样例',
    formerNames: [],
    startsOn: parseStatedDate('2021-01-01'),
    startsOnSource: null,
    knownOn: null,
    endsOn: null,
    members: members('43', '44'),
    unlistedMembers: [],
    unnamedMembers: 0,
    pairing: { kind: 'EACH_OTHER' },
    scope: scopeOf('sample-item'),
    isSingleCase: false,
    timeLimit: null,
    verified: true,
    source: 'a test',
    quotes: [],
    note: null,
    ...given,
  };
}

export const members = (...codes: readonly string[]) =>
  codes.map((code) => ({ division: parseDivisionCode(code), from: null, through: null }));

export const scopeOf = (...itemCodes: readonly string[]) => ({
  text: null,
  items: itemCodes.map((itemCode) => ({ name: itemCode, itemCode, mayMean: [] })),
  itemCount: null,
  categories: null,
  condition: null,
  modes: null,
});
