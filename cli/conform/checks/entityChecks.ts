import { isDivisionCode, parseDivisionCode } from '../../../domain/divisionCode.ts';
import { isErrorCode } from '../../../domain/errorCode.ts';
import type { Check } from '../Check.ts';
import type { ConformSession } from '../ConformSession.ts';
import { codeOf } from '../codeOf.ts';
import { demand } from '../demand.ts';
import { demandOpenSeal } from '../demandOpenSeal.ts';
import { describeSystem } from '../describeSystem.ts';
import { entitiesOf, type SeenEntity } from '../entitiesOf.ts';
import { findExtraKeys } from '../findExtraKeys.ts';
import { testPersons } from '../testPersons.ts';

const [NOBODY, ...OTHERS] = testPersons(5);
const MANY = 50;

/** Records, one at a time and many at once. */
export const entityChecks: readonly Check[] = [
  {
    id: 'entities.unknown-person',
    title: 'about a person whom nobody knows it says null, or why it cannot tell',
    next: 'answer null for who is not on file; an error needs a code of the closed list',
    run: async (session) => {
      const [entity] = entitiesOf(await session.entities([nobody(session)]), 1);
      return describeUnknown(entity);
    },
  },
  {
    id: 'entities.foreign-seal',
    title: 'an identity sealed for another place is FORBIDDEN',
    next: 'open identities with this place’s key and its code as associated data, docs/security.md',
    run: async (session) => {
      const { jurisdiction } = session.target;
      const foreign = session.representation(personAt(0), jurisdiction, otherPlace(session));
      return expectCode(await session.entities([foreign]), 'FORBIDDEN');
    },
  },
  {
    id: 'entities.broken-seal',
    title: 'what is no seal is FORBIDDEN',
    next: 'refuse an identity that does not open, without asking the system',
    run: async (session) => {
      const broken = { ...nobody(session), identity: 'v1.AAAAAAAAAAAAAAAAAAAAAAAAAAAA' };
      return expectCode(await session.entities([broken]), 'FORBIDDEN');
    },
  },
  {
    id: 'entities.foreign-jurisdiction',
    title: 'a record of another place is JURISDICTION_NOT_CONNECTED',
    next: 'compare the representation’s jurisdiction with the endpoint’s own, all six digits',
    run: async (session) => {
      const foreign = session.representation(personAt(0), otherPlace(session));
      return expectCode(await session.entities([foreign]), 'JURISDICTION_NOT_CONNECTED');
    },
  },
  {
    id: 'entities.order',
    title: '50 representations, doubles among them, come back in their order and number',
    next: 'answer each representation at its own place; never drop, merge or sort',
    run: async (session) => {
      const isForeign = (index: number) => index % 7 === 3;
      const representations = Array.from({ length: MANY }, (_, index) =>
        isForeign(index)
          ? session.representation(personAt(index % 5), otherPlace(session))
          : session.representation(personAt(index % 5)),
      );
      const entities = entitiesOf(await session.entities(representations), MANY);
      const misplaced = entities.findIndex(
        ({ errors }, index) => isForeign(index) !== (codeOf(errors[0]) === 'JURISDICTION_NOT_CONNECTED'),
      );
      demand(misplaced === -1, `the answer at ${misplaced} belongs elsewhere`);
      const firsts = entities.slice(0, 5).map(describe);
      const differing = entities.findIndex(
        (entity, index) =>
          !isForeign(index) && !isForeign(index % 5) && describe(entity) !== firsts[index % 5],
      );
      // A limit that is met half-way (busy, breaker) may tell doubles apart; a record against null may not.
      demand(
        differing === -1 || entities[differing]?.value === null,
        `the double at ${differing} has another answer than the first`,
      );
      return `${MANY} answers in order, about ${[NOBODY, ...OTHERS].length} persons`;
    },
  },
  {
    id: 'entities.malformed',
    title: 'a malformed representation costs itself and no other',
    next: 'settle each representation by itself',
    run: async (session) => {
      const good = session.representation(personAt(0), otherPlace(session));
      const malformed = [
        { __typename: session.contract.recordType },
        { ...nobody(session), identity: 17 },
        { ...nobody(session), jurisdiction: '43' },
        { __typename: 'Nothing', jurisdiction: session.target.jurisdiction },
      ];
      const answer = await session.entities([good, ...malformed, good]);
      const entities = entitiesOf(answer, malformed.length + 2);
      const [first, ...rest] = entities;
      const last = rest.pop();
      for (const entity of [first, last]) {
        demand(
          codeOf(entity?.errors[0]) === 'JURISDICTION_NOT_CONNECTED',
          `a good representation beside malformed ones got ${codeOf(entity?.errors[0])}`,
        );
      }
      const silent = rest.findIndex(({ errors }) => !isErrorCode(errors[0]?.extensions?.['code']));
      demand(silent === -1, `malformed representation ${silent} got no error of the closed list`);
      const codes = rest.map(({ errors }) => codeOf(errors[0]));
      demand(
        !codes.includes('INTERNAL_SERVER_ERROR'),
        'INTERNAL_SERVER_ERROR: what is malformed is blamed on the server',
      );
      return codes.join(', ');
    },
  },
  {
    id: 'entities.no-extra-keys',
    title: 'nothing comes back that was not asked for',
    next: 'answer the selection and nothing else; what is added may be personal',
    run: async (session) => {
      const { text, data } = await session.entities([nobody(session)]);
      const extra = findExtraKeys(JSON.parse(text === '' ? '{}' : text), data, session.contract.selection);
      demand(extra.length === 0, `unasked: ${extra.join(', ')}`);
      return 'data and errors only';
    },
  },
];

const personAt = (index: number) => {
  const person = [NOBODY, ...OTHERS][index];
  if (person === undefined) throw new RangeError('no such test person');
  return person;
};

const nobody = (session: ConformSession) => session.representation(personAt(0));

/** A place that is not the endpoint's, in another province. */
function otherPlace({ target }: ConformSession) {
  const code = target.jurisdiction.startsWith('11') ? '310000' : '110000';
  return isDivisionCode(code) ? code : parseDivisionCode(code);
}

function describe({ value, errors }: SeenEntity): string {
  return value === null ? `null ${codeOf(errors[0])}` : 'a record';
}

function describeUnknown(entity: SeenEntity | undefined): string | { readonly noted: string } {
  demand(entity !== undefined, 'no answer');
  const [error] = entity.errors;
  if (entity.value === null && error === undefined) return 'null';
  demand(error !== undefined, 'a record about a number that can belong to nobody');
  const code = error.extensions?.['code'];
  demand(isErrorCode(code), 'an error without a code of the closed list');
  demandOpenSeal(entity);
  return { noted: `${code}: the endpoint conforms, ${describeSystem(code)}` };
}

function expectCode(answer: Parameters<typeof entitiesOf>[0], code: string): string {
  const [entity] = entitiesOf(answer, 1);
  demand(entity?.value === null, `a record where ${code} was due`);
  demand(codeOf(entity.errors[0]) === code, `${codeOf(entity.errors[0])} where ${code} was due`);
  return code;
}
