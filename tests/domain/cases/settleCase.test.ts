import { describe, expect, it } from 'vitest';
import type { CaseEvent } from '../../../domain/cases/CaseEvent.ts';
import { CaseRefusal } from '../../../domain/cases/CaseRefusal.ts';
import type { CaseState } from '../../../domain/cases/CaseState.ts';
import { caseStatusOf } from '../../../domain/cases/caseStatusOf.ts';
import type { Procedure } from '../../../domain/cases/Procedure.ts';
import { settleCase } from '../../../domain/cases/settleCase.ts';
import { clerkStep, pivotStep, procedureOf, systemStep } from './procedureOf.ts';

/**
 * Follows a case; `happens` is told in short: `hold DONE`, `pay REFUSED`, `WITHDRAW`, `pay RESOLVED RETRY`.
 *
 * @param unsent - steps for which nobody is asked, ever.
 */
function follow(procedure: Procedure, ...unsent: readonly string[]) {
  const { id, version } = procedure;
  let state: CaseState | null = null;
  let at = 0;

  function happens(...news: readonly string[]): readonly string[] {
    const said = news.flatMap((text) => settle(eventOf(text)));
    return said;
  }

  function settle(event: CaseEvent): readonly string[] {
    const settled = settleCase(state, [event], procedure, new Set(unsent));
    if (settled instanceof CaseRefusal) return [`no: ${settled.reason}`];
    state = settled.state;
    return settled.events.slice(1).map(brief);
  }

  function eventOf(text: string): CaseEvent {
    at += 1;
    const [step = '', what, more] = text.split(' ');
    switch (what) {
      case 'DONE':
        return { type: 'STEP_DONE', at, step, facts: more === undefined ? {} : { matches: more } };
      case 'REFUSED':
        return { type: 'STEP_REFUSED', at, step, code: '-17' };
      case 'PENDING':
        return { type: 'STEP_PENDING', at, step };
      case 'UNKNOWN':
        return { type: 'STEP_UNKNOWN', at, step };
      case 'PARKED':
        return { type: 'STEP_PARKED', at, step, code: 'CANNOT_BE_ASKED' };
      case 'CONTRADICTED':
        return { type: 'STEP_CONTRADICTED', at, step };
      case 'RESOLVED':
        return {
          type: 'STEP_RESOLVED',
          at,
          step,
          resolution: more === 'DONE' || more === 'RETRY' ? more : 'REFUSED',
        };
      default:
        return wholeCase(text);
    }
  }

  function wholeCase(text: string): CaseEvent {
    if (text === 'SUBMIT') return { type: 'SUBMITTED', at, procedure: { id, version } };
    if (text === 'WITHDRAW') return { type: 'ENDING_BEGUN', at, outcome: 'WITHDRAWN' };
    if (text === 'ASK') return { type: 'SUPPLEMENT_REQUESTED', at };
    if (text === 'SUPPLEMENT') return { type: 'SUPPLEMENTED', at };
    throw new RangeError(text);
  }

  happens('SUBMIT');
  return { happens, status: () => (state === null ? null : caseStatusOf(state)), state: () => state };
}

function brief(event: CaseEvent): string {
  if ('step' in event)
    return `${event.step} ${event.type.slice('STEP_'.length)}${'code' in event ? ` ${event.code}` : ''}`;
  return 'outcome' in event ? `${event.type} ${event.outcome}` : event.type;
}

const PAYMENT = procedureOf(
  systemStep('hold', 1),
  pivotStep('pay', 2),
  systemStep('book', 3, { compensation: null }),
);

it('does one step after the other, and grants', () => {
  const { happens, status } = follow(PAYMENT);

  expect(happens('hold PENDING')).toEqual([]);
  expect(status()).toBe('COLLABORATING');
  expect(happens('hold DONE', 'pay DONE', 'book DONE')).toEqual([
    'pay BEGUN',
    'book BEGUN',
    'CLOSED GRANTED',
  ]);
});

it('accepts by itself only what the procedure says', () => {
  const byClerk = settleCase(null, [{ type: 'SUBMITTED', at: 1, procedure: { id: 'any', version: 1 } }], {
    ...PAYMENT,
    acceptance: 'CLERK',
  });

  expect(byClerk).toMatchObject({ events: [{ type: 'SUBMITTED' }], begun: [] });
});

describe('a refusal', () => {
  it('before the pivot takes back what was done, then ends', () => {
    const { happens } = follow(procedureOf(systemStep('a', 1), systemStep('b', 2), systemStep('c', 3)));
    happens('a DONE', 'b DONE');

    expect(happens('c REFUSED')).toEqual(['ENDING_BEGUN REFUSED', 'undo:b BEGUN']);
    expect(happens('undo:b DONE', 'undo:a DONE')).toEqual(['undo:a BEGUN', 'CLOSED REFUSED']);
  });

  it('of a clerk ends it too', () => {
    const { happens } = follow(procedureOf(clerkStep('decide', 1), pivotStep('pay', 2)));

    expect(happens('decide REFUSED')).toEqual(['ENDING_BEGUN REFUSED', 'CLOSED REFUSED']);
  });

  it('behind the pivot waits for a person, who may say that it happened', () => {
    const { happens, status } = follow(PAYMENT);
    happens('hold DONE', 'pay DONE');

    expect(happens('book REFUSED')).toEqual(['book PARKED REFUSED_PAST_PIVOT']);
    expect(status()).toBe('PARKED');
    expect(happens('book RESOLVED DONE')).toEqual(['CLOSED GRANTED']);
  });

  it('behind the pivot may be tried again, or ends the case without taking anything back', () => {
    const { happens } = follow(PAYMENT);
    happens('hold DONE', 'pay DONE', 'book REFUSED');

    expect(happens('book RESOLVED RETRY')).toEqual([]);
    expect(happens('book REFUSED')).toEqual(['book PARKED REFUSED_PAST_PIVOT']);
    expect(happens('book RESOLVED REFUSED')).toEqual(['ENDING_BEGUN TERMINATED', 'CLOSED TERMINATED']);
  });

  it('beside a pivot that is on its way waits until it is known whether anything may be taken back', () => {
    const parallel = procedureOf(systemStep('hold', 1), pivotStep('pay', 2), systemStep('tell', 2));
    const paid = follow(parallel);
    const unpaid = follow(parallel);
    paid.happens('hold DONE');
    unpaid.happens('hold DONE');

    expect(paid.happens('tell REFUSED')).toEqual([]);
    expect(paid.happens('pay DONE')).toEqual(['tell PARKED REFUSED_PAST_PIVOT']);
    expect(unpaid.happens('tell REFUSED', 'pay REFUSED')).toEqual([
      'ENDING_BEGUN REFUSED',
      'undo:hold BEGUN',
    ]);
  });
});

describe('steps side by side', () => {
  const parallel = procedureOf(systemStep('a', 1), systemStep('b', 1), clerkStep('decide', 2));

  it('begin together, and the next stage when all are done', () => {
    const { happens, state } = follow(parallel);

    expect(state()).toMatchObject({ steps: { a: { status: 'BEGUN' }, b: { status: 'BEGUN' } } });
    expect(happens('b DONE')).toEqual([]);
    expect(happens('a DONE')).toEqual(['decide BEGUN']);
  });

  it('are waited for when one is refused, and taken back if they were done', () => {
    const { happens } = follow(parallel);

    expect(happens('a REFUSED')).toEqual(['ENDING_BEGUN REFUSED']);
    expect(happens('b UNKNOWN', 'b PARKED')).toEqual([]);
    expect(happens('b RESOLVED DONE', 'undo:b DONE')).toEqual(['undo:b BEGUN', 'CLOSED REFUSED']);
  });
});

describe('a branch', () => {
  const when = { step: 'book', output: 'matches', equals: 'false' };
  const branching = procedureOf(systemStep('book', 1), clerkStep('negotiate', 2, { when }));

  it.each([
    ['book DONE false', ['negotiate BEGUN']],
    ['book DONE true', ['CLOSED GRANTED']],
    ['book DONE', ['CLOSED GRANTED']],
  ] as const)('after %s', (news, follows) => {
    expect(follow(branching).happens(news)).toEqual(follows);
  });

  it('that was taken stays taken though its reason was contradicted and confirmed', () => {
    const { happens } = follow(branching);
    happens('book DONE false');

    expect(happens('book CONTRADICTED', 'book RESOLVED DONE')).toEqual([]);
    expect(happens('negotiate DONE')).toEqual(['CLOSED GRANTED']);
  });
});

describe('a withdrawal', () => {
  it('takes back what is pending before its answer, the last first', () => {
    const { happens } = follow(PAYMENT);
    happens('hold PENDING');

    expect(happens('WITHDRAW')).toEqual(['undo:hold BEGUN']);
    expect(happens('hold DONE')).toEqual([]);
    expect(happens('undo:hold DONE')).toEqual(['CLOSED WITHDRAWN']);
  });

  it('waits for what was sent and is not known', () => {
    const { happens } = follow(PAYMENT);

    expect(happens('WITHDRAW')).toEqual([]);
    expect(happens('hold DONE', 'undo:hold DONE')).toEqual(['undo:hold BEGUN', 'CLOSED WITHDRAWN']);
  });

  it('ends at once where a clerk was waited for, also while a supplement is', () => {
    const waiting = procedureOf(systemStep('hold', 1), clerkStep('decide', 2));
    const { happens } = follow(waiting);
    happens('hold DONE', 'ASK');

    expect(happens('WITHDRAW', 'undo:hold DONE')).toEqual(['undo:hold BEGUN', 'CLOSED WITHDRAWN']);
  });

  it('is left to a person where a place will not take back', () => {
    const { happens } = follow(procedureOf(systemStep('hold', 1), clerkStep('decide', 2)));
    happens('hold DONE', 'WITHDRAW');

    expect(happens('undo:hold REFUSED')).toEqual(['undo:hold PARKED UNDO_REFUSED']);
    expect(happens('undo:hold RESOLVED RETRY', 'undo:hold REFUSED')).toEqual([
      'undo:hold PARKED UNDO_REFUSED',
    ]);
    expect(happens('undo:hold RESOLVED REFUSED')).toEqual(['CLOSED WITHDRAWN']);
  });

  it('does not close over a pending step that a person says was not taken back', () => {
    const { happens } = follow(PAYMENT);
    happens('hold PENDING', 'WITHDRAW', 'undo:hold REFUSED');

    expect(happens('undo:hold RESOLVED REFUSED')).toEqual([]);
    expect(happens('hold REFUSED')).toEqual(['CLOSED WITHDRAWN']);
  });

  it('comes once', () => {
    const { happens } = follow(PAYMENT);
    happens('WITHDRAW');

    expect(happens('WITHDRAW')).toEqual(['no: it is being handled']);
  });
});

describe('what nobody was asked for yet', () => {
  it('is not done when the case is withdrawn, which ends at once', () => {
    expect(follow(PAYMENT, 'hold').happens('WITHDRAW')).toEqual(['hold CANCELLED', 'CLOSED WITHDRAWN']);
  });

  it('is not done when another step is refused, and what was done is taken back', () => {
    const three = procedureOf(systemStep('a', 1), systemStep('b', 2), systemStep('c', 2));
    const { happens } = follow(three, 'c');
    happens('a DONE');

    expect(happens('b REFUSED')).toEqual(['ENDING_BEGUN REFUSED', 'c CANCELLED', 'undo:a BEGUN']);
  });

  it('is no reason to wait though nothing would take it back', () => {
    const { happens } = follow(procedureOf(pivotStep('pay', 1), systemStep('tell', 1)), 'pay');

    expect(happens('tell REFUSED')).toEqual(['ENDING_BEGUN REFUSED', 'pay CANCELLED', 'CLOSED REFUSED']);
  });

  it('stays as long as the case does not end', () => {
    const { happens, state } = follow(procedureOf(systemStep('a', 1), systemStep('b', 1)), 'b');
    happens('a DONE');

    expect(state()).toMatchObject({ steps: { a: { status: 'DONE' }, b: { status: 'BEGUN' } } });
  });
});

it('begins nothing while it waits for a supplement, and goes on after it', () => {
  const { happens, status } = follow(PAYMENT);

  expect(happens('ASK', 'hold DONE')).toEqual([]);
  expect(status()).toBe('SUPPLEMENT_REQUIRED');
  expect(happens('SUPPLEMENT')).toEqual(['pay BEGUN']);
});

it('stops at a contradiction until a person has looked', () => {
  const { happens, status } = follow(PAYMENT);
  happens('hold DONE');

  expect(happens('hold CONTRADICTED', 'pay DONE')).toEqual([]);
  expect(status()).toBe('PARKED');
  expect(happens('hold RESOLVED DONE')).toEqual(['book BEGUN']);
});
