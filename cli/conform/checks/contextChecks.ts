import type { Check } from '../Check.ts';
import type { ConformSession } from '../ConformSession.ts';
import { codeOf } from '../codeOf.ts';
import { demand } from '../demand.ts';
import { entitiesOf } from '../entitiesOf.ts';
import { signContext } from '../signContext.ts';
import { testPersons } from '../testPersons.ts';

const QUERY = '{ _service { sdl } }';
const HOUR_MS = 3_600_000;
const NEXT = 'verify the header tongban-context before anything else, docs/security.md';

/** Nobody but the gateway is answered, and only for this endpoint, now. */
export const contextChecks: readonly Check[] = [
  refusal('context.missing', 'a call without a context is refused', () => null),
  refusal('context.forged', 'a context signed with another key is refused', ({ audience }) =>
    signContext(Buffer.alloc(32, 7), { aud: audience }),
  ),
  refusal('context.altered', 'a context altered after signing is refused', (session) => {
    const [version, , mac] = session.context().split('.');
    const [, payload] = session.context({ budgetMs: 59_999 }).split('.');
    return [version, payload, mac].join('.');
  }),
  refusal('context.expired', 'a context of an hour ago is refused', (session) =>
    session.context({}, Date.now() - HOUR_MS),
  ),
  refusal('context.early', 'a context of the next hour is refused', (session) =>
    session.context({}, Date.now() + HOUR_MS),
  ),
  refusal('context.endless', 'a context that holds for a day is refused', (session) => {
    const iat = Math.floor(Date.now() / 1_000);
    return session.context({ iat, exp: iat + 86_400 });
  }),
  refusal('context.audience', 'a context for another endpoint is refused', (session) =>
    session.context({ aud: `${session.target.subgraph}/0000` }),
  ),
  {
    id: 'context.anonymous',
    title: 'records are not given to an anonymous caller',
    next: NEXT,
    run: async (session) => {
      const [person] = testPersons(1);
      if (person === undefined) return { noted: 'no test person' };
      const answer = await session.entities([session.representation(person)], { caller: null });
      if (answer.status === 401) return 'refused with 401';
      const [entity] = entitiesOf(answer, 1);
      demand(entity?.value === null && codeOf(entity.errors[0]) === 'UNAUTHENTICATED', 'it answers');
      return 'UNAUTHENTICATED';
    },
  },
];

function refusal(id: string, title: string, context: (session: ConformSession) => string | null): Check {
  return {
    id,
    title,
    next: NEXT,
    run: async (session) => {
      const { status, data, errors } = await session.graphql(QUERY, {}, { context: context(session) });
      demand(status === 401, `answered with HTTP ${status}, not 401`);
      demand(data === undefined || data === null, 'refused, and executed all the same');
      demand(codeOf(errors[0]) === 'UNAUTHENTICATED', `401 with ${codeOf(errors[0])}`);
      return '401 UNAUTHENTICATED';
    },
  };
}
