import type { Check } from '../Check.ts';
import { codeOf } from '../codeOf.ts';
import { demand } from '../demand.ts';
import { testPersons } from '../testPersons.ts';

/** Of the network and a busy machine; far less than any system's own patience. */
const GRACE_MS = 1_500;

/** The caller's deadline holds for the endpoint too. */
export const deadlineChecks: readonly Check[] = [
  {
    id: 'deadline.spent',
    title: 'a call whose budget is spent is not begun',
    next: 'read budgetMs of the context, and stop work when it is over',
    run: async (session) => {
      const startedAt = performance.now();
      const { errors, data } = await session.entities(representations(session), { budgetMs: 0 });
      const ms = Math.round(performance.now() - startedAt);
      demand(ms <= GRACE_MS, `answered after ${ms} ms`);
      const isGivenUp = errors.some((error) => codeOf(error) === 'DEADLINE_EXCEEDED');
      demand(isGivenUp, data === undefined ? codeOf(errors[0]) : 'it answers as if there were time');
      return `DEADLINE_EXCEEDED after ${ms} ms`;
    },
  },
  {
    id: 'deadline.budget',
    title: 'an answer comes within the budget that it was given',
    next: 'read budgetMs of the context, and answer with DEADLINE_EXCEEDED when it is over',
    run: async (session) => {
      const budgetMs = 400;
      const startedAt = performance.now();
      const { isGraphql, status } = await session.entities(representations(session), { budgetMs });
      const ms = Math.round(performance.now() - startedAt);
      demand(ms <= budgetMs + GRACE_MS, `answered after ${ms} ms, given ${budgetMs} ms`);
      demand(isGraphql, `HTTP ${status} with something that is no GraphQL answer`);
      return `${ms} ms, given ${budgetMs} ms`;
    },
  },
];

const representations = (session: Parameters<Check['run']>[0]) =>
  testPersons(1).map((person) => session.representation(person));
