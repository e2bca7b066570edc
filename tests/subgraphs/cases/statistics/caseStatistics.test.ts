import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { parseCalendarDate } from '../../../../domain/calendarDate.ts';
import type { CallContextCaller } from '../../../../domain/callContext.ts';
import { parseDivisionCode } from '../../../../domain/divisionCode.ts';
import { readCasesConfig } from '../../../../subgraphs/cases/config.ts';
import { startCases } from '../../../../subgraphs/cases/main.ts';
import type { SubgraphServer } from '../../../../subgraphs/serveSubgraph.ts';
import { deriveContextKey } from '../../../../subgraphs/serving/deriveContextKey.ts';
import { callSubgraph } from '../../serving/callSubgraph.ts';
import { signTestContext } from '../../serving/signTestContext.ts';
import { testContext } from '../../serving/testContext.ts';
import { aDelta } from './aDelta.ts';
import { withStatistics } from './withStatistics.ts';

const statistics = withStatistics();
const MASTER = Buffer.alloc(32, 5);
const citizen: CallContextCaller = {
  issuer: 'https://id.example',
  subject: 's-1',
  portal: 'hunan',
  scopes: [],
  purpose: 'self',
};
const clerk = { ...citizen, scopes: ['clerk', 'office:430000'] };
const analyst = { ...citizen, scopes: ['statistics'] };
let catalog: Server;
let server: SubgraphServer;

beforeAll(async () => {
  catalog = createServer(
    (_, response) => void response.end(JSON.stringify({ data: { alliance: ALLIANCE } })),
  );
  await once(catalog.listen(0, '127.0.0.1'), 'listening');
});
afterAll(() => void catalog.close());
beforeEach(async () => {
  const url = `http://127.0.0.1:${(catalog.address() as AddressInfo).port}`;
  server = await startCases(
    readCasesConfig({
      databaseUrl: statistics.databaseUrl(),
      caseKey: Buffer.alloc(32, 9).toString('base64'),
      contextKey: { master: MASTER.toString('base64') },
      services: { people: url, catalog: url },
      partitions: '/nowhere/partitions.yaml',
    }),
    statistics.logger,
  );
  await statistics.append([
    ...Array.from({ length: 60 }, () => aDelta()),
    ...Array.from({ length: 60 }, () => COMPLETED),
    ...Array.from({ length: 3 }, () =>
      aDelta({ accepting: parseDivisionCode('51'), owning: parseDivisionCode('4307') }),
    ),
    ...Array.from({ length: 2 }, () => aDelta({ item: 'rare', accepting: parseDivisionCode('11') })),
  ]);
  await statistics.createWorker('one').run();
});
afterEach(async () => server.stop());

const ALLIANCE = {
  startsOn: { firstDay: '2021-08-01' },
  endsOn: null,
  members: ['430000', '510000'].map((code) => ({ code, from: null, through: null })),
  pairing: 'EACH_OTHER',
  hub: null,
  directions: [],
};
const COMPLETED = aDelta({
  kind: 'COMPLETED',
  day: parseCalendarDate('2026-03-13'),
  duration: { acceptedOn: parseCalendarDate('2026-03-03'), limitDays: 10, pauses: [] },
});

const QUERY = `query Statistics($filter: CaseStatisticsFilter!, $groupBy: [CaseStatisticsDimension!], $savings: SavingsParameters) {
  caseStatistics(filter: $filter, groupBy: $groupBy, savings: $savings) {
    from to exact
    rows {
      item { code } acceptingDivision { code } mode authority month
      submitted { value suppressed } completed { value suppressed }
      receivedHereForOthers { value } receivedByOthersForUs { value }
      handling {
        decided { value } median { over atMost } p90 { over atMost }
        ownLimit { known { value } within { value } } promisedLimit { within { value suppressed } }
      }
      savings { trips hours yuan }
    }
  }
}`;
const MARCH = { from: '2026-03-01', to: '2026-03-31' };

async function ask(
  caller: CallContextCaller | null,
  variables: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const context = signTestContext(testContext('cases', { caller }), deriveContextKey(MASTER, 'cases'));
  return (await callSubgraph(`${server.url}/graphql`, context, QUERY, variables)).body;
}

const rowOf = (given: object) => ({
  item: null,
  acceptingDivision: null,
  mode: null,
  authority: null,
  month: null,
  submitted: { value: 0, suppressed: false },
  completed: { value: 0, suppressed: false },
  receivedHereForOthers: null,
  receivedByOthersForUs: null,
  handling: {
    decided: { value: 0 },
    median: null,
    p90: null,
    ownLimit: { known: { value: 0 }, within: { value: 0 } },
    promisedLimit: { within: { value: 0, suppressed: false } },
  },
  savings: null,
  ...given,
});

it('tells an office its figures as they are: what it took in for others, and others for it', async () => {
  const savings = { tripsPerCase: 1.5, yuanPerTrip: 300 };

  expect(await ask(clerk, { filter: { ...MARCH, division: '43' }, savings })).toEqual({
    data: {
      caseStatistics: {
        ...MARCH,
        exact: true,
        rows: [
          rowOf({
            submitted: { value: 63, suppressed: false },
            completed: { value: 60, suppressed: false },
            receivedHereForOthers: { value: 60 },
            receivedByOthersForUs: { value: 3 },
            handling: {
              decided: { value: 60 },
              median: { over: 7, atMost: 10 },
              p90: { over: 7, atMost: 10 },
              ownLimit: { known: { value: 60 }, within: { value: 60 } },
              promisedLimit: { within: { value: 0, suppressed: false } },
            },
            savings: { trips: 90, hours: null, yuan: 27_000 },
          }),
        ],
      },
    },
  });
});

it('tells outsiders about how many, and withholds what is small with its row', async () => {
  const savings = { tripsPerCase: 2, hoursPerTrip: 3 };
  const question = { filter: MARCH, groupBy: ['ITEM', 'ACCEPTING_PROVINCE'], savings };

  const answer = await ask(citizen, question);

  const about60 = { value: expect.toSatisfy((value: number) => value % 5 === 0 && value > 30 && value < 90) };
  expect(answer).toMatchObject({
    data: {
      caseStatistics: {
        ...MARCH,
        exact: false,
        rows: [
          {
            item: { code: 'spouse-hukou-migration' },
            acceptingDivision: { code: '430000' },
            submitted: about60,
            completed: about60,
            handling: {
              decided: about60,
              median: { over: 7, atMost: 10 },
              ownLimit: { known: about60, within: about60 },
              promisedLimit: { within: { value: null, suppressed: true } },
            },
            savings: { trips: expect.toSatisfy((trips: number) => trips % 10 === 0), yuan: null },
          },
        ],
      },
    },
  });
  expect(await ask(citizen, question)).toEqual(answer);
});

it('tells the same of the same cases however they are asked for', async () => {
  const submitted = async (filter: object) => {
    const body = (await ask(citizen, { filter: { ...MARCH, ...filter } })) as {
      data: { caseStatistics: { rows: { submitted: unknown }[] } };
    };
    return body.data.caseStatistics.rows[0]?.submitted;
  };

  const told = await submitted({ acceptingDivision: '43' });
  for (const filter of [
    { division: '4307', owningDivision: '51' },
    { acceptingDivision: '43', item: 'spouse-hukou-migration', channel: 'COUNTER' },
    { acceptingDivision: '43', from: '2026-01-01' },
  ])
    expect(await submitted(filter)).toEqual(told);
});

it('tells whoever has the scope everything, by whatever is asked', async () => {
  const submitted = async (filter: object, groupBy: readonly string[] = []) => {
    const body = (await ask(analyst, { filter: { ...MARCH, ...filter }, groupBy })) as {
      data: { caseStatistics: { rows: { submitted: { value: number } }[] } };
    };
    return body.data.caseStatistics.rows.map((row) => row.submitted.value);
  };

  expect(await submitted({}, ['ITEM'])).toEqual([2, 63]);
  expect(await submitted({ alliance: 'any' })).toEqual([63]);
  expect(await submitted({ from: '2026-03-04', to: '2026-03-04' }, ['DAY'])).toEqual([65]);
  expect(await submitted({ mode: 'FULLY_ONLINE' })).toEqual([0]);
});

it.each([
  ['FORBIDDEN', citizen, { filter: { ...MARCH, from: '2026-03-02' } }],
  [
    'FORBIDDEN',
    { ...clerk, scopes: ['clerk', 'office:110000'] },
    { filter: { ...MARCH, division: '43' }, groupBy: ['DAY'] },
  ],
  ['FORBIDDEN', null, { filter: MARCH, groupBy: ['DAY'] }],
  ['BAD_USER_INPUT', clerk, { filter: { from: '2026-03-01', to: '2026-02-01' } }],
  ['BAD_USER_INPUT', clerk, { filter: { ...MARCH, division: 'x' } }],
  ['BAD_USER_INPUT', clerk, { filter: MARCH, savings: { tripsPerCase: -1 } }],
])('refuses with %s', async (code, caller, variables) => {
  expect(await ask(caller, variables)).toMatchObject({
    data: { caseStatistics: null },
    errors: [{ extensions: { code } }],
  });
});
