import { expect, it } from 'vitest';
import type { CaseEvent } from '../../../domain/cases/CaseEvent.ts';
import { CaseRefusal } from '../../../domain/cases/CaseRefusal.ts';
import type { CaseState } from '../../../domain/cases/CaseState.ts';
import { lacksConsent } from '../../../domain/cases/lacksConsent.ts';
import type { Procedure } from '../../../domain/cases/Procedure.ts';
import { reduceCase } from '../../../domain/cases/reduceCase.ts';
import { settleCase } from '../../../domain/cases/settleCase.ts';
import { parseStepKey, undoKey } from '../../../domain/cases/undoKey.ts';
import { toProcedure } from '../../../subgraphs/catalog/procedures/toProcedure.ts';
import { readReference } from '../../subgraphs/catalog/readReference.ts';
import { possibleEvents } from './possibleEvents.ts';
import { seededRandom } from './seededRandom.ts';

const RUNS = 150;
/** By then every run that only has good news left is over. */
const PATIENCE = 400;

const { sections } = await readReference();
const procedures = new Map(
  sections.procedures.map(({ key, row }): [string, Procedure] => [key, toProcedure(row)]),
);

interface Run {
  readonly state: CaseState;
  readonly events: readonly CaseEvent[];
}

/** Whether something still has to happen to a case outside of it. */
function isWaiting(state: CaseState): boolean {
  if (state.phase !== 'OPEN') return state.phase === 'SUBMITTED' || state.phase === 'CONSENTING';
  const inFlight = ['BEGUN', 'PENDING', 'UNKNOWN', 'PARKED'];
  if (state.inquiries.some(({ waits }) => waits)) return true;
  return state.halt !== null || Object.values(state.steps).some(({ status }) => inFlight.includes(status));
}

/** Of every third run one or two others are to consent first. */
function invitationsOf(seed: number): readonly CaseEvent[] {
  const seats = [
    { seat: 1, role: 'SPOUSE' },
    { seat: 2, role: 'AGENT' },
  ] as const;
  const count = seed % 3 === 0 ? 1 + (seed % 2) : 0;
  return count === 0 ? [] : [{ type: 'CONSENT_ASKED', at: 1, until: 9, seats: seats.slice(0, count) }];
}

/** From its submission to its end; whatever can happen may happen. */
function run(procedure: Procedure, seed: number): Run {
  const pick = seededRandom(seed);
  const { id, version } = procedure;
  const submitted: CaseEvent = { type: 'SUBMITTED', at: 1, procedure: { id, version } };
  let settled = settleCase(null, [submitted, ...invitationsOf(seed)], procedure);
  const events: CaseEvent[] = [];
  for (let at = 2; at < PATIENCE; at += 1) {
    if (settled instanceof CaseRefusal) throw new Error(settled.reason);
    events.push(...settled.events);
    const { state } = settled;
    if (state.phase === 'CLOSED' || state.phase === 'DECLINED') return { state, events };
    if (!isWaiting(state)) throw new Error(`stuck: ${JSON.stringify(state)}`);
    settled = settleCase(state, [pick(possibleEvents(state, procedure, at))], procedure);
  }
  throw new Error(`never over: ${JSON.stringify(events.slice(-10))}`);
}

const BEFORE_CONSENT: ReadonlySet<CaseEvent['type']> = new Set([
  'SUBMITTED',
  'CONSENT_ASKED',
  'PARTY_JOINED',
  'CONSENT_GIVEN',
  'CONSENT_REFUSED',
  'CONSENT_LAPSED',
]);

const made = new Map<Procedure, readonly Run[]>();

function runs(procedure: Procedure): readonly Run[] {
  const known = made.get(procedure) ?? Array.from({ length: RUNS }, (_, seed) => run(procedure, seed));
  made.set(procedure, known);
  return known;
}

const isDone = (event: CaseEvent): event is Extract<CaseEvent, { readonly step: string }> =>
  event.type === 'STEP_DONE' || (event.type === 'STEP_RESOLVED' && event.resolution === 'DONE');

const countOf = ({ events }: Run, wanted: (event: CaseEvent) => boolean): number =>
  events.filter(wanted).length;

/** Steps that were done and have to be taken back when the case ends otherwise. */
const doneAndCompensable = (procedure: Procedure, { events }: Run): readonly string[] =>
  procedure.steps.flatMap((step) =>
    step.performer === 'SYSTEM' &&
    step.compensation !== null &&
    events.some((event) => isDone(event) && event.step === step.key)
      ? [step.key]
      : [],
  );

const pivotAt = (procedure: Procedure, { events }: Run): number =>
  events.findIndex(
    (event) => isDone(event) && procedure.steps.some(({ key, isPivot }) => isPivot && key === event.step),
  );

/** Whether a person had to say that something was not taken back. */
const leftByPerson = ({ events }: Run, step: string): boolean =>
  events.some(
    (event) =>
      event.type === 'STEP_RESOLVED' && event.resolution === 'REFUSED' && event.step === undoKey(step),
  );

it.each([...procedures])('%s ends in every way, and is never stuck', (_, procedure) => {
  const outcomes = new Set(
    runs(procedure).map(({ state }) => (state.phase === 'CLOSED' ? state.outcome : state.phase)),
  );

  expect([...outcomes]).toEqual(expect.arrayContaining(['GRANTED', 'REFUSED']));
});

it.each([...procedures])('%s is the same case when its events are read again', (_, procedure) => {
  for (const { state, events } of runs(procedure)) {
    const again = events.reduce<CaseState | null>((before, event) => {
      const next = reduceCase(before, JSON.parse(JSON.stringify(event)));
      if (next instanceof CaseRefusal) throw new Error(next.reason);
      return JSON.parse(JSON.stringify(next));
    }, null);
    expect(again).toEqual(state);
  }
});

it.each([...procedures])('%s is taken back whole, once, last first, or not at all', (_, procedure) => {
  for (const one of runs(procedure)) {
    const { state, events } = one;
    if (state.phase !== 'CLOSED') continue;
    const undone = events.flatMap((event) =>
      event.type === 'STEP_BEGUN' && parseStepKey(event.step).isUndo ? [parseStepKey(event.step).step] : [],
    );
    expect(undone).toEqual([...new Set(undone)]);
    const order = procedure.steps.map(({ key }) => key).filter((key) => undone.includes(key));
    expect(undone).toEqual(order.toReversed());

    if (state.outcome === 'GRANTED') expect(undone).toEqual([]);
    if (state.outcome !== 'REFUSED' && state.outcome !== 'WITHDRAWN') continue;
    const standing = doneAndCompensable(procedure, one).filter(
      (key) => state.steps[key]?.status === 'DONE' && !leftByPerson(one, key),
    );
    // A pivot that stands was pending when it was to be taken back, and its place would not do it.
    const isPast = procedure.steps.some(({ key, isPivot }) => isPivot && state.steps[key]?.status === 'DONE');
    if (!isPast) expect(standing).toEqual([]);
    else expect(procedure.steps.some(({ key, isPivot }) => isPivot && leftByPerson(one, key))).toBe(true);
  }
});

it.each([...procedures])(
  '%s begins nothing new while a person or an office is waited for',
  (_, procedure) => {
    for (const { events } of runs(procedure)) {
      let state: CaseState | null = null;
      for (const event of events) {
        const isForward = event.type === 'STEP_BEGUN' && !parseStepKey(event.step).isUndo;
        if (isForward && state?.phase === 'OPEN')
          expect([state.halt, state.inquiries.filter(({ waits }) => waits)]).toEqual([null, []]);
        const next = reduceCase(state, event);
        if (next instanceof CaseRefusal) throw new Error(next.reason);
        state = next;
      }
    }
  },
);

it.each([...procedures])('%s takes nothing back behind its pivot', (_, procedure) => {
  for (const one of runs(procedure)) {
    const pivot = pivotAt(procedure, one);
    if (pivot === -1) continue;
    const isPivotUndone = one.events.some(
      (event) =>
        event.type === 'STEP_BEGUN' &&
        procedure.steps.some(({ key, isPivot }) => isPivot && undoKey(key) === event.step),
    );
    const undoneBehind = one.events
      .slice(pivot)
      .filter((event) => event.type === 'STEP_BEGUN' && parseStepKey(event.step).isUndo);
    if (!isPivotUndone) expect(undoneBehind).toEqual([]);
  }
});

it.each([...procedures])('%s begins every step once, stage by stage', (_, procedure) => {
  const stageOf = new Map(procedure.steps.map(({ key, stage }) => [key, stage]));
  for (const one of runs(procedure)) {
    const begun = one.events.flatMap((event) =>
      event.type === 'STEP_BEGUN' && stageOf.has(event.step) ? [event.step] : [],
    );
    expect(begun).toEqual([...new Set(begun)]);
    const stages = begun.map((key) => stageOf.get(key) ?? 0);
    expect(stages).toEqual(stages.toSorted((a, b) => a - b));
    expect(countOf(one, ({ type }) => type === 'CLOSED' || type === 'DECLINED')).toBe(1);
  }
});

it.each([...procedures])('%s asks nobody and nothing before all have consented', (_, procedure) => {
  for (const { state, events } of runs(procedure)) {
    const asked = events.find((event) => event.type === 'CONSENT_ASKED');
    if (asked === undefined) continue;
    const given = events.flatMap((event, index) => (event.type === 'CONSENT_GIVEN' ? [index] : []));
    const isComplete = given.length === asked.seats.length;
    const firstElse = events.findIndex(
      ({ type }) => !BEFORE_CONSENT.has(type) && (type !== 'CLOSED' || isComplete),
    );
    if (firstElse !== -1) {
      expect(isComplete).toBe(true);
      expect(firstElse).toBeGreaterThan(Math.max(...given));
    }
    if (isComplete) expect(lacksConsent(state)).toBe(false);
    else expect([lacksConsent(state), events.at(-1)?.type]).toEqual([true, 'CLOSED']);
  }
});
