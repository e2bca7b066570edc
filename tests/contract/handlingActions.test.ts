import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StepRequest } from '../../domain/cases/StepRequest.ts';
import type { StepAction } from '../../domain/cases/stepAction.ts';
import { isStepAction } from '../../domain/cases/stepAction.ts';
import { STEP_OUTPUTS } from '../../domain/cases/stepOutputs.ts';
import type { WorldHolder } from '../../sandbox/world/WorldHolder.ts';
import { aCompany } from './support/aCompany.ts';
import { createStepRequests } from './support/createStepRequests.ts';
import { DIALECTS } from './support/dialects.ts';
import { familyOf } from './support/familyOf.ts';
import { type Handler, HandlingGround } from './support/HandlingGround.ts';
import { type HandlingSystemName, handlingSystem } from './support/handlingSystems.ts';
import { HARD_FORM } from './support/hardForm.ts';
import { holderOf } from './support/holderOf.ts';
import { sampleOf } from './support/sampleOf.ts';
import { theWorld } from './support/theWorld.ts';

/** In the order of APPLICANT, AGENT, NEWBORN, SPOUSE, PARENT, CHILD, EMPLOYER. */
const ROLE_CODES = {
  'pinyin-rest': ['01', '02', '03', '04', '05', '06', '07'],
  'gbk-xml': ['1', '2', '6', '3', '4', '5', '9'],
  'data-exchange': ['sqr', 'dbr', 'xse', 'po', 'fm', 'zn', 'dw'],
  'collaboration-bus': ['10', '20', '31', '41', '42', '43', '90'],
  'settlement-node': ['SQ', 'DB', 'XS', 'PO', 'FM', 'ZN', 'DW'],
  // The applicant stands beside the parties there.
  'national-cipher': ['applicant', 'agent', 'newborn', 'spouse', 'parent', 'child', 'employer'],
} as const;

const NAMES: readonly HandlingSystemName[] = [
  'pinyin-rest',
  'gbk-xml',
  'data-exchange',
  'collaboration-bus',
  'settlement-node',
  'national-cipher',
];
const PLACES = NAMES.flatMap((name) => {
  const { dialect } = handlingSystem(name);
  return DIALECTS[dialect].places.map((jurisdiction) => ({ name, jurisdiction }));
});
/** Of which what was done is never taken back: docs/dialects/data-exchange.md 8.5, collaboration-bus.md 13.2. */
const NEVER_UNDONE = 'undo-move-out';

let grounds: readonly HandlingGround[];
beforeAll(async () => {
  grounds = await HandlingGround.start(PLACES);
});
afterAll(() => grounds[0]?.close());

describe.each(PLACES)('$name at $jurisdiction', ({ name, jurisdiction }) => {
  const { dialect, actions, jurisdiction: usual } = handlingSystem(name);
  // How outputs are written differs from place to place; what has none is the same everywhere.
  const tried = actions.filter(
    (action) => action !== NEVER_UNDONE && (jurisdiction === usual || STEP_OUTPUTS[action] !== undefined),
  );
  const people = sampleOf(dialect, jurisdiction, 4);
  const [person] = people;
  if (person === undefined) throw new Error('nobody lives there');
  const requestFor = createStepRequests({ jurisdiction, applicant: holderOf(person) });
  let ground: HandlingGround;
  let handler: Handler;
  beforeAll(async () => {
    const found =
      grounds[PLACES.findIndex((place) => place.name === name && place.jurisdiction === jurisdiction)];
    if (found === undefined) throw new Error('it was not started');
    ground = found;
    handler = await ground.listen();
  });
  afterAll(() => ground.stop());

  it('takes exactly the actions of its department', () => {
    expect(new Set(handler.step.actions)).toEqual(new Set(actions));
  });

  it('does its actions, for whom it was asked, with its outputs under our names', async () => {
    for (const [index, action] of tried.entries()) {
      const applicant = people[index % people.length] ?? person;
      const parties = familyOf(applicant);
      const request = requestFor(action, { parties, form: HARD_FORM.given });
      await doWhatIsUndone(request);
      const result = await handler.perform(request);
      const { entries, effects } = await ground.ledgerOf(request);

      expect({ action, applicant: applicant.name, result, entries, effects }).toEqual({
        action,
        applicant: applicant.name,
        result: { outcome: 'DONE', outputs: entries[0]?.outputs },
        entries: [
          {
            businessKey: request.businessKey,
            collaborationNumber: request.collaborationNumber,
            action,
            item: request.item,
            accepting: request.acceptingDivision,
            owning: request.owningDivision,
            applicant: applicant.number,
            parties: parties.map(({ identity: { number } }, at) => ({
              role: ROLE_CODES[dialect][at],
              number,
            })),
            fields: HARD_FORM.arrived,
            status: 'done',
            refusal: null,
            outputs: expect.any(Object),
          },
        ],
        effects: 1,
      });
      expect({ action, outputs: Object.keys(entries[0]?.outputs ?? {}).sort() }).toEqual({
        action,
        outputs: outputsOf(action, applicant),
      });
    }
  });

  it('does it for a company', async () => {
    const [action] = actions;
    if (action === undefined) throw new Error('it does nothing');
    for (const form of [{}, { remark: '甲' }]) {
      const parties = [{ role: 'APPLICANT' as const, identity: holderOf(aCompany) }];
      const request = requestFor(action, { parties, form });
      const result = await handler.perform(request);
      const { entries } = await ground.ledgerOf(request);

      expect(result).toEqual({ outcome: 'DONE', outputs: entries[0]?.outputs });
      expect(entries).toMatchObject([{ applicant: aCompany.number, fields: form }]);
    }
  });

  /** A parent who is on file without a book has it at another place. */
  function outputsOf(action: StepAction, { number }: WorldHolder): readonly string[] {
    const file = theWorld.findPublicSecurityFile(jurisdiction, number);
    const isElsewhere = action === 'register-newborn' && file?.hukou === null;
    const isGiven = (name: string) => name !== 'bookElsewhere' || isElsewhere;
    return (STEP_OUTPUTS[action] ?? []).filter(isGiven).toSorted();
  }

  async function doWhatIsUndone({ action, collaborationNumber, parties }: StepRequest): Promise<void> {
    const of = action.replace(/^undo-/, '');
    if (of === action || !isStepAction(of)) return;
    await handler.perform(requestFor(of, { collaborationNumber, parties }));
  }
});
