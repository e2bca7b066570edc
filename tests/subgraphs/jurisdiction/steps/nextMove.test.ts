import { expect, it } from 'vitest';
import { nextMove } from '../../../../subgraphs/jurisdiction/steps/nextMove.ts';
import { STEP_STATES, type StepState } from '../../../../subgraphs/jurisdiction/steps/stepState.ts';

const KINDS = {
  dedupes: { dedupes: true, find: null },
  'can be asked': { dedupes: false, find: async () => null },
  both: { dedupes: true, find: async () => null },
  neither: { dedupes: false, find: null },
} as const;

/** What is done when the step is wanted, when it is looked at, and when it is wanted while it was asked for just now. */
const moves = (state: StepState, port: (typeof KINDS)[keyof typeof KINDS]) =>
  [
    nextMove({ state, isOwned: false }, { isWanted: true, port, mayAsk: true }),
    nextMove({ state, isOwned: false }, { isWanted: false, port, mayAsk: true }),
    nextMove({ state, isOwned: false }, { isWanted: true, port, mayAsk: false }),
  ].join(' ');

const FRESH = 'SEND ANSWER SEND';
const STAYS = 'ANSWER ANSWER ANSWER';
const ASKED = 'ASK ASK ANSWER';

it.each([
  ['dedupes', [FRESH, 'SEND ANSWER SEND', STAYS, STAYS, STAYS, FRESH, 'SEND ANSWER SEND']],
  ['can be asked', [FRESH, ASKED, ASKED, STAYS, STAYS, FRESH, ASKED]],
  ['both', [FRESH, ASKED, ASKED, STAYS, STAYS, FRESH, ASKED]],
  ['neither', [FRESH, 'PARK PARK PARK', STAYS, STAYS, STAYS, FRESH, 'PARK PARK PARK']],
] as const)('at a system that %s', (kind, expected) => {
  expect(STEP_STATES.map((state) => [state, moves(state, KINDS[kind])])).toEqual(
    STEP_STATES.map((state, index) => [state, expected[index]]),
  );
});

it.each(STEP_STATES)('does nothing about a step in state %s that another process is at', (state) => {
  for (const port of Object.values(KINDS)) {
    expect(nextMove({ state, isOwned: true }, { isWanted: true, port, mayAsk: true })).toBe('ANSWER');
  }
});
