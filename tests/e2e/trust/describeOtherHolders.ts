import { beforeAll, describe, expect, it } from 'vitest';
import type { Parts } from '../../support/startParts.ts';

let parts: Parts;
let citizen = '';
let victim = { id: '', maskedName: '' };

/** What one citizen does not see of another. @param given - parts that run. */
export function describeOtherHolders(given: () => Parts): void {
  describe('other holders', () => {
    beforeAll(async () => {
      parts = given();
      citizen = await parts.token('citizen');
      const other = parts.persons.find(
        ({ kind, demo, holdings }) =>
          kind === 'NATURAL_PERSON' && demo === null && holdings.housingFund.length > 0,
      );
      const clerk = await parts.token('clerk', ['clerk']);
      const { data } = await ask('query ($id: ID!) { person(id: $id) { id maskedName } }', clerk, {
        id: other?.id,
      });
      victim = data.person;
    });

    it('a clerk finds the person whom the others are after', () => {
      expect(victim.maskedName).toMatch(/^\*+.$/u);
    });

    it.each([
      ['by id', 'query ($id: ID!) { person(id: $id) { ...F } }'],
      ['among others', 'query ($id: ID!) { persons(ids: [$id]) { ...F } }'],
      ['beside the own page', 'query ($id: ID!) { me { id } person(id: $id) { ...F } }'],
      ['under the name of the own page', 'query ($id: ID!) { me: person(id: $id) { ...F } }'],
      [
        'with a directive',
        'query ($id: ID!) { person(id: $id) @include(if: true) { ...F @skip(if: false) } }',
      ],
      [
        'many times over',
        `query ($id: ID!) { ${[1, 2, 3].map((n) => `p${n}: person(id: $id) { ...F }`).join(' ')} }`,
      ],
    ])('a citizen does not reach another one %s', async (_, query) => {
      const { data, errors, text } = await ask(`${query} ${FRAGMENT}`, citizen, { id: victim.id });

      for (const [key, value] of Object.entries(data ?? {})) {
        if (!(key === 'me' && query.includes('me { id }'))) expect(value).toBeNull();
      }
      expect(new Set(errors.map(({ extensions }: Failed) => extensions.code))).toEqual(
        new Set(['FORBIDDEN']),
      );
      expect(text).not.toContain(victim.maskedName);
    });

    it.each([
      [
        '_entities',
        'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Holder { maskedName } } }',
      ],
      ['_service', '{ _service { sdl } }'],
      ['the sealed identity', '{ me { housingFund { identity } } }'],
      [
        'the sealed identity by an interface',
        '{ me { housingFund { ... on HousingFundRecord { identity } } } }',
      ],
      ['a stub of its own', 'query ($id: ID!) { me { housingFund(holderId: $id) { jurisdiction } } }'],
      ['a record as a root field', 'query ($id: ID!) { housingFundRecord(holderId: $id) { asOf } }'],
    ])('the gateway does not know %s', async (_, query) => {
      const { data, errors } = await ask(query, citizen, {
        id: victim.id,
        r: [{ __typename: 'Holder', id: victim.id }],
      });

      expect(data).toBeUndefined();
      expect(errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    });

    it('shows a citizen the own records only, whatever places are asked for', async () => {
      const own = await ask(`{ me { ...F } } ${FRAGMENT}`, citizen);
      const everywhere = await ask(
        `query ($in: [DivisionCode!]) { me { id housingFund(in: $in) { jurisdiction holderId } } }`,
        citizen,
        { in: parts.places.map(({ jurisdiction }) => jurisdiction) },
      );

      expect(own.errors).toBeUndefined();
      for (const { holderId } of own.data.me.housingFund) expect(holderId).toBe(own.data.me.id);
      expect(everywhere.data.me.housingFund).toHaveLength(own.data.me.housingFund.length);
      expect(own.data.me.id).not.toBe(victim.id);
    });

    it('does not tell an unknown person from one who must not be seen', async () => {
      const query = '{ person(id: "ID") { maskedName } }';
      const known = await ask(query.replace('ID', victim.id), citizen);
      const unknown = await ask(query.replace('ID', '00000000-0000-4000-8000-000000000000'), citizen);

      expect(withoutTrace(known.text)).toBe(withoutTrace(unknown.text));
    });

    it.each(['CLERK', 'clerks', 'notclerk', 'clerk,admin', 'self:clerk'])(
      'nobody is a clerk by the scope %s',
      async (scope) => {
        const token = await parts.token('citizen', [scope]);

        const { errors } = await ask('query ($id: ID!) { person(id: $id) { id } }', token, { id: victim.id });

        expect(errors[0].extensions.code).toBe('FORBIDDEN');
      },
    );

    it('believes no header that claims to be somebody else', async () => {
      const answer = await fetch(`${parts.gateway}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${citizen}`,
          'tongban-context': 'v1.e30.AAAA',
          'x-tongban-subject': victim.id,
          'x-forwarded-user': victim.id,
        },
        body: JSON.stringify({ query: '{ me { id } }' }),
      });

      expect(await answer.text()).not.toContain(victim.id);
      expect(answer.status).toBe(200);
    });
  });
}

interface Failed {
  readonly extensions: { readonly code: string };
}

const FRAGMENT = `fragment F on Holder {
  id maskedName maskedNumber
  housingFund { jurisdiction holderId asOf accounts { balance } }
}`;

const withoutTrace = (text: string) => text.replace(/"traceId":"[^"]*"/g, '');

// biome-ignore lint/suspicious/noExplicitAny: a test reads the answer to its own operation, whose shape it knows
async function ask(query: string, token: string, variables: object = {}): Promise<any> {
  const answer = await fetch(`${parts.gateway}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  const text = await answer.text();
  return { text, ...JSON.parse(text) };
}
