import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AnsweredOperation } from '../../../gateway/fast/AnsweredOperation.ts';
import { FastLane } from '../../../gateway/fast/FastLane.ts';
import { MaintenanceWindows } from '../../../gateway/maintenance/MaintenanceWindows.ts';
import { HttpUpstreamClient } from '../../../gateway/upstream/HttpUpstreamClient.ts';
import { createTestContext } from '../../support/createTestContext.ts';
import { eventually } from '../../support/eventually.ts';
import { federationLink } from '../../support/federationLink.ts';
import { startTestFederation } from '../../support/startTestFederation.ts';
import { startTestGateway, type TestGateway } from '../edge/support/startTestGateway.ts';
import { createTestIssuer } from '../edge/support/testIssuer.ts';

const federation = {
  people: {
    sdl: `${federationLink}
      type Query { persons: [Person!]! notice: String }
      type Person @key(fields: "id") { id: ID! name: String @authenticated }`,
    resolvers: { Query: { persons: () => [{ id: '1', name: '张三' }], notice: () => '公告' } },
  },
  records: {
    sdl: `${federationLink}
      type Person @key(fields: "id") {
        id: ID!
        note: String @requiresScopes(scopes: [["reader", "audit"], ["chief"]])
        mark: String @policy(policies: [["marks"]])
      }`,
    resolvers: {
      Person: { __resolveReference: ({ id }: { id: string }) => ({ id, note: 'a note', mark: 'a mark' }) },
    },
  },
};

/** Operations with the callers that may have all of them. */
const OPERATIONS = {
  '{ persons { id } notice }': ['nobody', 'citizen', 'reader', 'auditor', 'chief'],
  '{ persons { id name } }': ['citizen', 'reader', 'auditor', 'chief'],
  '{ persons { name note } }': ['auditor', 'chief'],
  '{ persons { mark } }': ['reader', 'auditor'],
};
const SCOPES = { citizen: '', reader: 'reader', auditor: 'reader audit', chief: 'chief' };

let fast: TestGateway;
let general: TestGateway;
let tokens: Readonly<Record<string, string>>;

beforeAll(async () => {
  const { issuer, publicKey, token } = await createTestIssuer();
  const entries = Object.entries(SCOPES).map(async ([who, scope]) => [who, await token({ scope })] as const);
  tokens = Object.fromEntries(await Promise.all(entries));
  const settings = {
    contextSecret: Buffer.alloc(32, 7).toString('base64'),
    issuers: [{ issuer, audience: 'tongban', jwks: { keys: [publicKey] } }],
    access: { policies: { marks: [{ scope: 'reader' }] } },
    logLevel: 'silent',
  };
  fast = await startTestGateway(federation, settings);
  general = await startTestGateway(federation, { ...settings, fastLane: false });
});

afterAll(() => Promise.all([fast?.close(), general?.close()]));

it.each(Object.entries(OPERATIONS))('answers %s to those who may have all of it', async (query, allowed) => {
  // Learnt of whoever may, not of those who may not.
  await ask(fast, query, 'nobody');
  await ask(fast, query, allowed.at(-1) ?? '');
  await eventually(async () => expect((await outcomes(query, allowed.at(-1) ?? '')).fast).toBe(1));

  for (const who of ['nobody', ...Object.keys(SCOPES)]) {
    const isAllowed = allowed.includes(who);
    expect(await outcomes(query, who), who).toEqual({ fast: isAllowed ? 1 : 0, denied: isAllowed ? 0 : 1 });
    const [ours, theirs] = [await ask(fast, query, who), await ask(general, query, who)];

    expect(ours, who).toBe(theirs);
    expect(ours.includes('FORBIDDEN'), who).toBe(!isAllowed);
  }
});

it('answers nothing while it cannot be decided who may have it', async () => {
  let isAway = false;
  const answered: AnsweredOperation[] = [];
  const client = new HttpUpstreamClient();
  const { run, close } = await startTestFederation(federation, {
    client,
    onAnswered: (operation) => void answered.push(operation),
    policies: {
      grant: async (policies) => {
        if (isAway) throw new Error('who decides is away');
        return new Set(policies);
      },
    },
  });
  const lane = new FastLane({
    ...{ client, router: undefined, placeRates: null },
    windows: new MaintenanceWindows([]),
  });
  const query = '{ persons { mark } }';
  const admitted = { kind: 'query', query, operationName: undefined, variables: {}, examined: {} };
  const answer = () => {
    const { signal, ...origin } = createTestContext();
    return lane.answer(admitted as never, origin, Object.assign(signal, { signal }));
  };
  await run(query);
  for (const operation of answered) lane.learn(operation);

  expect(await answer()).toHaveProperty('body');
  isAway = true;
  expect(await answer()).toEqual({ known: undefined });
  expect([...lane.counts]).toEqual([
    ['fast', 1],
    ['denied', 1],
  ]);
  await close();
});

async function ask(gateway: TestGateway, query: string, who: string): Promise<string> {
  const token = tokens[who];
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return (await gateway.post({ query }, { 'x-request-id': 'r1', ...headers })).text();
}

/** What one more question counts as. */
async function outcomes(query: string, who: string) {
  const before = await counts();
  await ask(fast, query, who);
  const after = await counts();
  return { fast: after.fast - before.fast, denied: after.denied - before.denied };
}

async function counts() {
  const metrics = await (await fetch(`${fast.adminUrl}/metrics`)).text();
  const of = (name: string) =>
    Number(
      new RegExp(`tongban_fast_lane_outcomes_total\\{outcome="${name}"\\} (\\d+)`).exec(metrics)?.[1] ?? 0,
    );
  return { fast: of('fast'), denied: of('denied') };
}
