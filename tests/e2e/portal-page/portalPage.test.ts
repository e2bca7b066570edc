import { beforeAll, describe, expect, it } from 'vitest';
import { type BorrowedStack, borrowStack } from '../../support/borrowStack.ts';
import { giveBackAfterAll } from '../../support/giveBackAfterAll.ts';
import { PORTAL_PAGE } from './portalPageQuery.ts';

let stack: BorrowedStack;

giveBackAfterAll(() => stack);
beforeAll(async () => {
  stack = await borrowStack();
});

describe("a citizen's page over four jurisdictions and three departments", () => {
  it('is one answer without an error', async () => {
    const { status, body } = await stack.ask(PORTAL_PAGE, { token: stack.tokens.citizen });

    expect(body.errors).toBeUndefined();
    expect(status).toBe(200);
    const { me } = body.data;
    expect(me.maskedName).toMatch(/^\*+.$/u);
    expect(me.publicSecurity.map(place)).toEqual(['430000']);
    expect(me.socialInsurance.map(place)).toEqual(['430000', '440000']);
    expect(me.housingFund.map(place)).toEqual(['340100', '430700']);
  });

  it('is cut out of the answers of our own subgraphs once it is known, to the same bytes', async () => {
    const fast = async () => {
      const metrics = await (await fetch(`${stack.admin}/metrics`)).text();
      return Number(/tongban_fast_lane_outcomes_total\{outcome="fast"\} (\d+)/.exec(metrics)?.[1] ?? 0);
    };
    const query = PORTAL_PAGE.replace('{', '{ # known by nobody\n');
    const { body: first } = await stack.ask(query, { token: stack.tokens.citizen });
    const before = await fast();
    const { body: second } = await stack.ask(query, { token: stack.tokens.citizen });

    expect((await fast()) - before).toBe(1);
    expect(second).toEqual(first);
  });

  it('says of every record when it was true, and money in decimal text', async () => {
    const { body } = await stack.ask(PORTAL_PAGE, { token: stack.tokens.citizen });

    const { publicSecurity, socialInsurance, housingFund } = body.data.me;
    for (const record of [...publicSecurity, ...socialInsurance, ...housingFund]) {
      expect(record.asOf).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    }
    for (const { accounts } of housingFund) {
      for (const { balance } of accounts) expect(balance).toMatch(/^\d+\.\d\d$/);
    }
    for (const { contributions } of socialInsurance) {
      for (const { month, contributionBase } of contributions.nodes) {
        expect(month).toMatch(/^\d{4}-\d\d$/);
        expect(contributionBase).toMatch(/^\d+\.\d\d$/);
      }
    }
  });

  it('pages through a contribution history without a gap or a repetition', async () => {
    const months: string[] = [];
    let after: string | null = null;
    do {
      const { body } = await stack.ask(CONTRIBUTIONS, { token: stack.tokens.citizen, variables: { after } });
      expect(body.errors).toBeUndefined();
      const page = body.data.me.socialInsurance[0].contributions;
      months.push(
        ...page.nodes.map((node: { month: string; scheme: string }) => `${node.month} ${node.scheme}`),
      );
      after = page.endCursor;
    } while (after !== null);

    expect(months.length).toBeGreaterThan(7);
    expect(new Set(months).size).toBe(months.length);
    expect(months.map((text) => text.slice(0, 7))).toEqual(
      months
        .map((text) => text.slice(0, 7))
        .toSorted()
        .toReversed(),
    );
  });

  it('never shows the sealed identity, in data or in the schema', async () => {
    const { body } = await stack.ask('{ me { housingFund { identity } } }', { token: stack.tokens.citizen });
    const schema = await stack.ask('{ __schema { types { name } } }', { token: stack.tokens.citizen });

    expect(body.errors?.[0]?.extensions['code']).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(schema.text).not.toContain('SealedIdentity');
  });

  it('is nobody without a token, and refused with a forged one', async () => {
    const anonymous = await stack.ask('{ me { id } }');
    const forged = await stack.ask('{ me { id } }', { token: `${stack.tokens.citizen.slice(0, -4)}AAAA` });

    expect(anonymous.body.errors?.[0]?.extensions['code']).toBe('UNAUTHENTICATED');
    expect(forged.status).toBe(401);
    expect(forged.body.errors?.[0]?.extensions['code']).toBe('UNAUTHENTICATED');
  });

  it('lets a clerk look a holder up, and a citizen not, existing or not', async () => {
    const { body: own } = await stack.ask('{ me { id } }', { token: stack.tokens.citizen });
    const variables = { id: own.data.me.id };
    const clerk = await stack.ask(PERSON, { token: stack.tokens.clerk, variables });
    const citizen = await stack.ask(PERSON, { token: stack.tokens.citizen, variables });
    const nobody = await stack.ask(PERSON, {
      token: stack.tokens.citizen,
      variables: { id: '00000000-0000-4000-8000-000000000000' },
    });

    expect(clerk.body.errors).toBeUndefined();
    expect(clerk.body.data.person.housingFund[0].accounts.length).toBeGreaterThan(0);
    expect(citizen.body.errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
    expect(withoutTrace(citizen.body)).toEqual(withoutTrace(nobody.body));
  });
});

const place = ({ jurisdiction }: { jurisdiction: string }) => jurisdiction;

const withoutTrace = (body: object): unknown =>
  JSON.parse(JSON.stringify(body, (key, value) => (key === 'traceId' ? undefined : value)));

const CONTRIBUTIONS = /* GraphQL */ `
  query Contributions($after: String) {
    me {
      socialInsurance {
        contributions(first: 7, after: $after, scheme: EMPLOYEE_PENSION) {
          nodes { month scheme }
          endCursor
        }
      }
    }
  }
`;

const PERSON = /* GraphQL */ `
  query Person($id: ID!) {
    person(id: $id) {
      maskedName
      housingFund { jurisdiction accounts { balance } }
    }
  }
`;
