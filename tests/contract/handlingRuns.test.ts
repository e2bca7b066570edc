import type pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { StepRequest } from '../../domain/cases/StepRequest.ts';
import { isStepAction, STEP_ACTIONS, type StepAction } from '../../domain/cases/stepAction.ts';
import { STEP_OUTPUTS } from '../../domain/cases/stepOutputs.ts';
import { eventually } from '../support/eventually.ts';
import { withPostgres } from '../support/withPostgres.ts';
import { aCompany } from './support/aCompany.ts';
import { createStepRequests } from './support/createStepRequests.ts';
import { describeWhere } from './support/describeWhere.ts';
import { DIALECTS } from './support/dialects.ts';
import { familyOf } from './support/familyOf.ts';
import { HARD_FORM } from './support/hardForm.ts';
import { holderOf } from './support/holderOf.ts';
import { idOf } from './support/idOf.ts';
import { RunGround } from './support/RunGround.ts';
import { sampleOf } from './support/sampleOf.ts';
import { strangers } from './support/strangers.ts';

/** Rows in JSON and in XML; files, of which one centre pads. */
const PLACES = [
  { dialect: 'exchange-table of housing-fund', jurisdiction: '360000' },
  { dialect: 'exchange-table of social-insurance', jurisdiction: '630000' },
  { dialect: 'file-drop of housing-fund', jurisdiction: '450900' },
  { dialect: 'file-drop of social-insurance', jurisdiction: '460000' },
] as const;

/** What a centre says for itself, and how it calls APPLICANT, AGENT, NEWBORN, SPOUSE, PARENT, CHILD, EMPLOYER. */
const WORDS = {
  table: {
    roles: ['申请人', '代办人', '新生儿', '配偶', '父母', '子女', '单位'],
    nobody: 'E1',
    refusal: 'E3',
    nothingToUndo: 'E4',
    takenBack: '4',
    busy: '902',
    maintenance: '901',
    over: '206',
    strange: '7',
  },
  files: {
    roles: ['0', '1', '5', '2', '3', '4', '9'],
    nobody: 'R1',
    refusal: 'R3',
    nothingToUndo: 'R4',
    takenBack: 'C',
    busy: '3201',
    maintenance: '9001',
    over: '3105',
    strange: 'Z',
  },
} as const;
const ACTIONS = {
  'housing-fund': {
    all: STEP_ACTIONS.housingFund,
    usual: 'review-transfer-account',
    another: 'hold-withdrawal',
    third: 'pay-withdrawal',
    matching: 'book-transfer',
  },
  'social-insurance': {
    all: STEP_ACTIONS.socialInsurance,
    usual: 'issue-information-sheet',
    another: 'freeze-pension-account',
    third: 'transfer-pension-fund',
    matching: 'merge-pension-records',
  },
} as const;
const LONGEST = { timeout: 10_000, interval: 10 };
const PENDING = { outcome: 'PENDING' };
const REASON = '甲|乙 & "丙" <丁>,有未结清业务';
const [stranger] = strangers(1);
if (stranger === undefined) throw new Error('there is no stranger');

const postgres = withPostgres();
let grounds: readonly RunGround[];
let pool: pg.Pool;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ grounds, pool, close } = await RunGround.start(
    PLACES.map(({ dialect, jurisdiction }) => idOf(dialect, jurisdiction)),
    postgres,
  ));
});
afterAll(() => close?.());

describe.each(PLACES)('$dialect at $jurisdiction', ({ dialect, jurisdiction }) => {
  const { department } = DIALECTS[dialect];
  const isTable = dialect.startsWith('exchange-table');
  const words = isTable ? WORDS.table : WORDS.files;
  const { all, usual, another, third, matching } = ACTIONS[department];
  const [person] = sampleOf(dialect, jurisdiction, 1);
  if (person === undefined) throw new Error('nobody lives there');
  const requestFor = createStepRequests({ jurisdiction, applicant: holderOf(person) });
  let ground: RunGround;
  beforeAll(() => {
    const found =
      grounds[PLACES.findIndex((place) => place.jurisdiction === jurisdiction && place.dialect === dialect)];
    if (found === undefined) throw new Error('it was not started');
    ground = found;
  });
  afterEach(async () => {
    await ground.governor.heal();
    ground.faults.length = 0;
  });

  it('does all its actions on one run and takes them back on the next, each once, for whom it was asked', async () => {
    expect(new Set(ground.step.actions)).toEqual(new Set(all));
    const orders = all.filter((action) => !action.startsWith('undo-'));
    const parties = familyOf(person);
    const requests = orders.map((action) => requestFor(action, { parties, form: HARD_FORM.given }));
    const forCompany = requestFor(usual, { parties: [{ role: 'APPLICANT', identity: holderOf(aCompany) }] });
    for (const request of [...requests, forCompany]) expect(await ground.submit(request)).toEqual(PENDING);
    await ground.governor.run();

    for (const request of requests) {
      const { action } = request;
      const result = await ground.finalOf(request);
      const { entries, ...counts } = await ground.governor.ledgerOf(request);
      expect({ action, result, entries, counts }).toEqual({
        action,
        result: { outcome: 'DONE', outputs: entries[0]?.outputs },
        entries: [
          {
            businessKey: request.businessKey,
            collaborationNumber: request.collaborationNumber,
            action,
            item: request.item,
            accepting: request.acceptingDivision,
            owning: request.owningDivision,
            applicant: person.number,
            parties: parties.map(({ identity: { number } }, at) => ({ role: words.roles[at], number })),
            fields: HARD_FORM.arrived,
            status: 'done',
            refusal: null,
            outputs: expect.any(Object),
          },
        ],
        counts: { attempts: 1, effects: 1 },
      });
      expect([action, ...Object.keys(entries[0]?.outputs ?? {}).sort()]).toEqual([
        action,
        ...(STEP_OUTPUTS[action] ?? []).toSorted(),
      ]);
    }
    expect(await ground.finalOf(forCompany)).toMatchObject({ outcome: 'DONE' });

    const undone = requests.filter(({ action }) => all.some((other) => other === `undo-${action}`));
    const undos = undone.map(({ action, collaborationNumber }) =>
      requestFor(undoOf(action), { collaborationNumber, parties }),
    );
    for (const undo of undos) await ground.submit(undo);
    await ground.governor.run();
    for (const undo of undos) expect(await ground.finalOf(undo)).toEqual({ outcome: 'DONE', outputs: {} });
    for (const request of undone) {
      expect((await ground.governor.ledgerOf(request)).entries).toMatchObject([{ status: 'taken-back' }]);
      // Files tell of it, rows do not.
      if (!isTable) await told(request, { result: TAKEN_BACK(words.takenBack), isTakenBack: true });
    }
    expect(ground.faults).toEqual([]);
  });

  describe('answers', () => {
    it('that are refusals, nothing yet, or what was not announced', async () => {
      await ground.governor.switchOn(usual, {
        kind: 'refuse',
        code: words.refusal,
        reason: REASON,
        times: 1,
      });
      await ground.governor.switchOn(another, { kind: 'pend' });
      await ground.governor.switchOn(matching, { kind: 'mismatch' });
      const refused = requestFor(usual);
      const nobody = requestFor(usual, { parties: [{ role: 'APPLICANT', identity: stranger }] });
      const named = { ...holderOf(person), name: '甲乙丙' };
      const another1 = requestFor(usual, { parties: [{ role: 'APPLICANT', identity: named }] });
      const [waiting, deniedLater, undone] = [requestFor(another), requestFor(another), requestFor(another)];
      const mismatch = requestFor(matching, { parties: [{ role: 'APPLICANT', identity: stranger }] });
      const nothing = requestFor(undoOf(another));
      for (const request of [refused, nobody, another1, waiting, deniedLater, undone, mismatch, nothing])
        await ground.submit(request);
      await ground.governor.run();

      expect(await ground.finalOf(refused)).toEqual({
        outcome: 'REFUSED',
        code: words.refusal,
        reason: REASON,
      });
      expect(await ground.finalOf(nobody)).toMatchObject({ outcome: 'REFUSED', code: words.nobody });
      expect(await ground.finalOf(another1)).toMatchObject({ outcome: 'REFUSED', code: words.nobody });
      expect(await ground.finalOf(nothing)).toMatchObject({ outcome: 'REFUSED', code: words.nothingToUndo });
      expect(await ground.finalOf(mismatch)).toEqual({ outcome: 'DONE', outputs: { matches: 'false' } });
      expect((await ground.governor.ledgerOf(refused)).effects).toBe(0);
      for (const request of [waiting, deniedLater, undone]) await told(request, { result: PENDING });

      const undo = requestFor(undoOf(another), { collaborationNumber: undone.collaborationNumber });
      await ground.submit(undo);
      await ground.governor.decide(waiting);
      await ground.governor.decide(deniedLater, { outcome: 'refused', code: words.refusal, reason: REASON });
      await ground.governor.run();
      expect(await ground.finalOf(waiting)).toEqual(await doneOf(waiting));
      expect(await ground.finalOf(deniedLater)).toMatchObject({ outcome: 'REFUSED', code: words.refusal });
      expect(await ground.finalOf(undo)).toEqual({ outcome: 'DONE', outputs: {} });
      expect(await ground.finalOf(undone)).toEqual(TAKEN_BACK(words.takenBack));
      expect(ground.toldOf(waiting).map(({ result }) => result.outcome)).not.toContain('REFUSED');
      expect(ground.faults).toEqual([]);
    });

    it('that nothing was done, for now or for good: sent again, it is done once', async () => {
      await ground.governor.switchOn(usual, { kind: 'busy', times: 1 });
      const request = requestFor(usual);
      const over = requestFor(another, {
        form: Object.fromEntries(Array.from({ length: 65 }, (_, at) => [`field${at}`, '1'])),
      });
      await ground.submit(request);
      await ground.submit(over);
      await ground.governor.run();
      await failed(request, words.busy);
      await failed(over, words.over, { isLasting: true });
      await ground.governor.setFault({ kind: 'maintenance', until: Date.now() + 3_600_000 });
      expect(await ground.submit(request)).toEqual(PENDING);
      await ground.governor.run();
      await failed(request, words.maintenance, {
        retryAfterSeconds: isTable ? expect.closeTo(3_600, -2) : null,
      });
      await ground.governor.heal();
      expect((await ground.governor.ledgerOf(request)).entries).toEqual([]);

      expect(await ground.perform(request)).toEqual(await doneOf(request));
      expect(await ground.governor.ledgerOf(request)).toMatchObject({
        entries: [{ status: 'done' }],
        effects: 1,
      });
    });

    it('that come several times, and with nothing that we know, say nothing new', async () => {
      await ground.governor.switchOn(usual, { kind: 'feedback', copies: 3, repeats: 2 });
      const often = requestFor(usual);
      await ground.submit(often);
      await ground.governor.run();
      await ground.governor.setFault({ kind: 'stale-schema' });
      const strange = requestFor(another);
      await ground.submit(strange);
      await ground.governor.run();
      await told(strange, { result: { outcome: 'UNKNOWN', code: words.strange } });
      expect(ground.toldOf(strange).some(({ isInDoubt }) => isInDoubt)).toBe(false);
      await ground.governor.heal();
      await ground.governor.tellAgain(strange);
      await ground.governor.run();

      expect(await ground.finalOf(strange)).toEqual(await doneOf(strange));
      const said = ground.toldOf(often).map(({ result }) => result);
      expect(said.filter(({ outcome }) => outcome !== 'PENDING').length).toBeGreaterThan(isTable ? 4 : 2);
      for (const result of said) expect([PENDING, await doneOf(often)]).toContainEqual(result);
      expect((await ground.governor.ledgerOf(often)).effects).toBe(1);
    });

    it('about somebody else are not used; corrected, they are', async () => {
      await ground.governor.setFault({ kind: 'wrong-person' });
      const request = requestFor(third);
      await ground.submit(request);
      await ground.governor.run();
      await eventually(() => expect(ground.faults.join()).toMatch(isTable ? /: 10[39] / : /lines of bljg/));
      expect(ground.toldOf(request).filter(({ result: { outcome } }) => outcome === 'DONE')).toEqual([]);
      expect(ground.faults.join()).not.toContain(person.number);
      await ground.governor.heal();
      // A centre that drops files hears of it, once our result is there.
      if (isTable) await ground.governor.tellAgain(request);
      await vi.waitFor(async () => {
        await ground.governor.run();
        expect(ground.toldOf(request).map(({ result }) => result)).toContainEqual(await doneOf(request));
      }, LONGEST);
    });
  });

  describeWhere(isTable)('the book of keys', () => {
    it('holds what is asked twice, also by a centre that died, lost its answer or does not know', async () => {
      await ground.governor.switchOn(usual, { kind: 'hold-answer', as: 'drop', times: 1 });
      await ground.governor.switchOn(another, { kind: 'hold-answer', as: 'error', times: 1 });
      await ground.governor.switchOn(third, { kind: 'feedback', timing: 'never', times: 1 });
      const [died, broken, lost, plain] = [
        requestFor(usual),
        requestFor(another),
        requestFor(third),
        requestFor(matching),
      ];
      for (const request of [died, broken, lost, plain]) await ground.submit(request);
      expect(await ground.submit(plain)).toEqual(PENDING);
      await ground.governor.run();
      const done = await ground.finalOf(plain);
      expect([await ground.find(died), await ground.find(lost), await ground.find(plain)]).toEqual([
        PENDING,
        PENDING,
        PENDING,
      ]);
      expect(await ground.find(broken)).toEqual(PENDING);
      await pass(died, 'lqsj', '11 minutes');
      await pass(lost, 'gxsj', '61 minutes');
      expect(await ground.find(lost)).toEqual(PENDING);
      expect(await ground.find(requestFor(usual))).toBeNull();
      await ground.governor.run();

      for (const request of [died, broken, lost]) {
        expect(await ground.finalOf(request)).toEqual(await doneOf(request));
        expect(await ground.governor.ledgerOf(request)).toMatchObject({ attempts: 2, effects: 1 });
      }
      const other = { outcome: 'UNKNOWN', code: 'OTHER_CONTENT' };
      expect(await ground.submit({ ...plain, form: { remark: '乙' } })).toEqual(other);
      await ground.governor.run();
      expect(await ground.governor.ledgerOf(plain)).toMatchObject({ attempts: 1, effects: 1 });
      expect(await ground.finalOf(plain)).toEqual(done);
    });
  });

  describeWhere(!isTable)('a loader that appends', () => {
    it('does twice what it is sent twice: a person hears of it', async () => {
      const request = requestFor(third);
      await ground.perform(request);
      await ground.submit(request);
      await ground.governor.run();

      await eventually(() => expect(ground.faults.join()).toContain('under two entries'));
      expect(await ground.governor.ledgerOf(request)).toMatchObject({ attempts: 2, effects: 2 });
    });

    it('that loses its result, or cannot tell what it registered, answers by itself; without a marker nobody does', async () => {
      await ground.governor.switchOn(usual, { kind: 'hold-answer', as: 'drop', times: 1 });
      await ground.governor.switchOn(another, { kind: 'hold-answer', as: 'error', times: 1 });
      const unseen = requestFor(third);
      await ground.submit(unseen);
      await ground.loseMarkers();
      const [lost, doubted] = [requestFor(usual), requestFor(another)];
      for (const request of [lost, doubted]) await ground.submit(request);
      await ground.governor.run();

      for (const request of [lost, doubted]) {
        expect(await ground.finalOf(request)).toEqual(await doneOf(request));
        expect(await ground.governor.ledgerOf(request)).toMatchObject({ attempts: 1, effects: 1 });
      }
      await told(doubted, { result: { outcome: 'UNKNOWN', code: '3209' }, isInDoubt: true });
      expect(ground.toldOf(lost).map(({ result: { outcome } }) => outcome)).toEqual(['DONE']);
      expect(ground.toldOf(unseen)).toEqual([]);
      expect(ground.step.find).toBeNull();
      await ground.governor.setFault({ kind: 'error' });
      const whole = requestFor(usual);
      await ground.submit(whole);
      await ground.governor.run();
      await told(whole, { result: { outcome: 'UNKNOWN', code: '9999' }, isInDoubt: true });
    });
  });

  async function told(request: StepRequest, what: object): Promise<void> {
    await vi.waitFor(() => expect(ground.toldOf(request)).toContainEqual(expect.objectContaining(what)), {
      timeout: 10_000,
      interval: 10,
    });
  }

  async function failed(request: StepRequest, code: string, more: object = {}): Promise<void> {
    const result = { outcome: 'FAILED', code, retryAfterSeconds: null, ...more };
    if (isTable) expect(await ground.find(request)).toEqual(result);
    else await told(request, { result });
  }

  async function doneOf(request: StepRequest) {
    const { entries } = await ground.governor.ledgerOf(request);
    return { outcome: 'DONE', outputs: entries[0]?.outputs };
  }

  async function pass({ businessKey }: StepRequest, column: string, time: string): Promise<void> {
    await pool.query(
      `update "${ground.schema}".qz_qqxx set ${column} = now() - interval '${time}' where qqlsh = $1`,
      [businessKey],
    );
  }
});

const TAKEN_BACK = (code: string) => ({ outcome: 'REFUSED', code, reason: '已撤销' });

function undoOf(action: StepAction): StepAction {
  const undo = `undo-${action}`;
  if (!isStepAction(undo)) throw new RangeError(`${action} is not taken back`);
  return undo;
}
