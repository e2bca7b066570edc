import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectSocialInsurance } from '../../adapters/connect.ts';
import type { ContributionFilter } from '../../adapters/social-insurance/port.ts';
import type { Contribution } from '../../domain/social-insurance/Contribution.ts';
import { parseYearMonth } from '../../domain/yearMonth.ts';
import { withPostgres } from '../support/withPostgres.ts';
import { ContractSandbox } from './support/ContractSandbox.ts';
import { createResources } from './support/createResources.ts';
import { failureOf } from './support/failureOf.ts';
import { holderOf } from './support/holderOf.ts';
import { idOf } from './support/idOf.ts';
import { peopleOf } from './support/peopleOf.ts';
import { theWorld } from './support/theWorld.ts';
import { isTold } from './support/toldDialects.ts';
import { socialInsuranceTruth } from './truth/socialInsuranceTruth.ts';

const PLACES = [
  ['gbk-xml', '430000'],
  ['gbk-xml', '120000'],
  ['national-cipher', '440000'],
  ['national-cipher', '220000'],
  ['exchange-table of social-insurance', '630000'],
  ['file-drop of social-insurance', '460000'],
] as const;
const ALL: ContributionFilter = { scheme: null, from: null, to: null };

const postgres = withPostgres();
const { signal } = new AbortController();
let sandbox: ContractSandbox;
beforeAll(async () => {
  sandbox = await ContractSandbox.start(
    PLACES.map(([dialect, place]) => idOf(dialect, place)),
    postgres,
  );
});
afterAll(() => sandbox.close());

describe.each(PLACES)('contributions by %s at %s', (dialect, jurisdiction) => {
  const { holder, all } = whoPaidMost(dialect, jurisdiction);
  const middle = monthAt(all, 0.5);
  const later = monthAt(all, 0.25);
  beforeAll(async () => {
    if (isTold(dialect)) await sandbox.tell(dialect, jurisdiction);
  });

  it.each<[string, ContributionFilter]>([
    ['of one scheme', { ...ALL, scheme: 'EMPLOYEE_MEDICAL' }],
    ['of a scheme that was never paid', { ...ALL, scheme: 'RESIDENT_PENSION' }],
    ['from a month on', { ...ALL, from: middle }],
    ['up to a month', { ...ALL, to: middle }],
    ['of one month', { ...ALL, from: middle, to: middle }],
    ['between two months', { ...ALL, from: middle, to: later }],
    ['of one scheme between two months', { scheme: 'WORK_INJURY', from: middle, to: later }],
    ['between months in the wrong order', { ...ALL, from: later, to: middle }],
    ['of months to come', { ...ALL, from: parseYearMonth('2090-01') }],
    ['of months before the first', { ...ALL, to: parseYearMonth('1970-01') }],
  ])('%s', async (_name, filter) => {
    const wanted = all.filter((contribution) => isWanted(contribution, filter));
    const first = Math.max(1, Math.min(40, wanted.length - 1));

    const page = await find(filter, first, null);
    expect(page.nodes).toEqual(wanted.slice(0, first));
    expect(page.endCursor).toEqual(wanted.length > first ? expect.any(String) : null);

    if (page.endCursor === null) return;
    const rest = await find(filter, 120, page.endCursor);
    expect(rest.nodes).toEqual(wanted.slice(first, first + 120));
  });

  it('refuses a cursor that leads out of the filter', async () => {
    const { endCursor } = await find({ ...ALL, to: middle }, 3, null);

    const failure = await failureOf(find({ ...ALL, from: later }, 3, endCursor));
    expect(failure.code).toBe('BAD_USER_INPUT');
  });

  it('refuses a scheme that nobody can be asked for', async () => {
    const failure = await failureOf(find({ ...ALL, scheme: 'UNKNOWN' }, 3, null));

    expect(failure.code).toBe('BAD_USER_INPUT');
  });

  function find(filter: ContributionFilter, first: number, after: string | null) {
    const place = sandbox.place(idOf(dialect, jurisdiction));
    const store = sandbox.store(idOf(dialect, jurisdiction));
    const { read } = connectSocialInsurance(place, createResources({ store }));
    return read.findContributions(holder, filter, { first, after }, signal);
  }
});

function whoPaidMost(dialect: (typeof PLACES)[number][0], jurisdiction: string) {
  const lists = peopleOf(dialect, jurisdiction).map((person) => {
    const file = theWorld.findSocialInsuranceFile(jurisdiction, person.number);
    return { person, all: file === null ? [] : socialInsuranceTruth.findContributions(file) };
  });
  const [longest] = lists.toSorted((one, other) => other.all.length - one.all.length);
  if (longest === undefined || longest.all.length < 200) throw new Error('nobody paid for long enough');
  return { holder: holderOf(longest.person), all: longest.all };
}

function monthAt(all: readonly Contribution[], part: number) {
  const month = all[Math.floor(all.length * part)]?.month;
  if (month === undefined) throw new RangeError('there is no such month');
  return month;
}

const isWanted = ({ month, scheme }: Contribution, filter: ContributionFilter): boolean =>
  (filter.scheme === null || scheme === filter.scheme) &&
  (filter.from === null || month >= filter.from) &&
  (filter.to === null || month <= filter.to);
