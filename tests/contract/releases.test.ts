import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectHousingFund } from '../../adapters/connect.ts';
import { withPostgres } from '../support/withPostgres.ts';
import { ContractSandbox } from './support/ContractSandbox.ts';
import { createResources } from './support/createResources.ts';
import { DIALECT_NAMES } from './support/dialectNames.ts';
import { DIALECTS, type Dialect } from './support/dialects.ts';
import { holderOf } from './support/holderOf.ts';
import { idOf } from './support/idOf.ts';
import { isSomething } from './support/isSomething.ts';
import { peopleOf } from './support/peopleOf.ts';
import { theWorld } from './support/theWorld.ts';
import { TOLD_DIALECTS } from './support/toldDialects.ts';
import { housingFundTruth } from './truth/housingFundTruth.ts';

/** Fields that an older release lacks, and codes that a newer one added: what becomes of a whole answer's fields. */
type Aged = Readonly<Record<string, unknown>>;

const INSURANCE = {
  findInsuredPersons: { state: 'UNKNOWN', enrolledOn: null },
  findContributions: { scheme: 'UNKNOWN' },
  findPensionAccounts: { openedIn: null },
  findBenefits: { kind: 'UNKNOWN', lastPaidIn: null },
  findSocialSecurityCards: { issuedOn: null, state: 'UNKNOWN' },
  findEligibilityChecks: { state: 'UNKNOWN', dueOn: null },
};
const SECURITY = {
  findRecords: {},
  findHukou: { registeredOn: null, booklet: expect.objectContaining({ kind: 'UNKNOWN' }) },
  findIdentityCards: { kind: 'UNKNOWN', lossState: 'UNKNOWN' },
  findResidencePermits: { validUntil: null, state: 'UNKNOWN' },
  findVehicles: { inspectionValidUntil: null, plateKind: 'UNKNOWN' },
};
const FUND = {
  findRecords: { closedOn: null, depositingEmployer: null, state: 'UNKNOWN' },
  findLoans: { startedOn: null, state: 'UNKNOWN' },
  findDeposits: { kind: 'UNKNOWN' },
  findWithdrawals: { withdrawnOn: null, ground: 'UNKNOWN' },
};
const AGED: Readonly<Record<Dialect, Readonly<Record<string, Aged>>>> = {
  'data-exchange': SECURITY,
  'collaboration-bus': SECURITY,
  'gbk-xml': INSURANCE,
  'national-cipher': INSURANCE,
  'pinyin-rest': FUND,
  'settlement-node': FUND,
  'exchange-table of housing-fund': FUND,
  'exchange-table of social-insurance': INSURANCE,
  'file-drop of housing-fund': FUND,
  'file-drop of social-insurance': INSURANCE,
};
/** Lists inside an entry, whose members age instead of it. */
const INNER = ['enrollments', 'accounts'];

const postgres = withPostgres();
const { signal } = new AbortController();
const systemOf = (dialect: Dialect) => idOf(dialect, DIALECTS[dialect].places[0]);
let sandbox: ContractSandbox;
beforeAll(async () => {
  sandbox = await ContractSandbox.start(DIALECT_NAMES.map(systemOf), postgres);
  for (const dialect of DIALECT_NAMES) await sandbox.setFault(systemOf(dialect), { kind: 'stale-schema' });
  for (const dialect of TOLD_DIALECTS) await sandbox.tell(dialect, DIALECTS[dialect].places[0]);
});
afterAll(() => sandbox.close());

describe.each(DIALECT_NAMES)('S13 a %s system of another release is served', (dialect) => {
  const people = peopleOf(dialect, DIALECTS[dialect].places[0]).filter(({ kind }) => kind === 'person');

  it('what it lacks is null, and what it says in new codes UNKNOWN', async () => {
    for (const { name, ask, truth } of (await connect()).lists) {
      const known = people.filter((person) => isSomething(truth(person, theWorld))).slice(0, 5);
      const answers = await ask(known.map(holderOf), signal);

      expect(known).not.toHaveLength(0);
      expect({ name, answers }).toEqual({
        name,
        answers: known.map((person) => aged(truth(person, theWorld), agingOf(name))),
      });
    }
  });

  it('in pages too', async () => {
    for (const person of people.slice(0, 3)) {
      for (const { name, ask, truth } of (await connect()).pagesAbout(person)) {
        const page = await ask(holderOf(person), { first: 20, after: null }, signal);

        expect({ name, nodes: page.nodes }).toEqual({
          name,
          nodes: aged(truth().slice(0, 20), agingOf(name)),
        });
      }
    }
  });

  const connect = () => sandbox.connect(dialect, DIALECTS[dialect].places[0]);

  function agingOf(name: string): Aged {
    const aging = AGED[dialect][name];
    if (aging === undefined) throw new Error(`nobody says how ${name} ages`);
    return aging;
  }
});

it('S13 a pinyin-rest system of an older release has instalments without days', async () => {
  const jurisdiction = DIALECTS['pinyin-rest'].places[0];
  const debtor = peopleOf('pinyin-rest', jurisdiction)
    .map((person) => ({ person, loan: theWorld.findHousingFundFile(jurisdiction, person.number)?.loans[0] }))
    .find(({ loan }) => loan !== undefined && loan.schedule.length > 12);
  if (debtor?.loan === undefined) throw new Error('nobody owes anything');
  const { read } = connectHousingFund(sandbox.place(systemOf('pinyin-rest')), createResources());

  const schedule = await read.findSchedule(holderOf(debtor.person), debtor.loan.contractNumber, 12, signal);

  expect(schedule).toEqual(aged(housingFundTruth.findSchedule(debtor.loan).slice(0, 12), { dueOn: null }));
});

/** Ages an entry, or the members of a list. */
function aged(entry: unknown, aging: Aged): unknown {
  if (Array.isArray(entry)) return entry.map((member) => aged(member, aging));
  const fields = Object.entries(entry ?? {});
  const inner = fields.filter(([field]) => INNER.includes(field));
  if (inner.length === 0) return { ...Object.fromEntries(fields), ...aging };
  return {
    ...Object.fromEntries(fields),
    ...Object.fromEntries(inner.map(([field, members]) => [field, aged(members, aging)])),
  };
}
