import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StepRequest } from '../../domain/cases/StepRequest.ts';
import type { StepAction } from '../../domain/cases/stepAction.ts';
import { isStepAction } from '../../domain/cases/stepAction.ts';
import type { WorldHolder } from '../../sandbox/world/WorldHolder.ts';
import { createStepRequests } from './support/createStepRequests.ts';
import { DIALECTS } from './support/dialects.ts';
import { type Handler, HandlingGround } from './support/HandlingGround.ts';
import { type HandlingSystemName, handlingSystem } from './support/handlingSystems.ts';
import { holderOf } from './support/holderOf.ts';
import { sampleOf } from './support/sampleOf.ts';
import { strangers } from './support/strangers.ts';
import { theWorld } from './support/theWorld.ts';

/** What actions yield, by domain/cases/stepAction.ts; the others nothing. */
const OUTPUTS: Readonly<Partial<Record<StepAction, readonly string[]>>> = {
  'issue-migration-permit': ['permitNumber'],
  'move-out': ['certificateNumber'],
  'register-move-in': ['householdNumber'],
  'register-newborn': ['householdNumber'],
  'sign-identity-card': ['signingNumber'],
  'make-identity-card': ['cardBatch'],
  'make-temporary-identity-card': ['cardNumber'],
  'issue-hukou-certificate': ['documentNumber'],
  'issue-no-criminal-record-certificate': ['documentNumber'],
  'register-contact-letter': ['letterNumber'],
  'freeze-pension-account': ['accountState'],
  'issue-information-sheet': ['amount', 'sheetNumber'],
  'transfer-pension-fund': ['amount', 'paymentNumber'],
  'merge-pension-records': ['matches'],
  'issue-contribution-certificate': ['documentNumber'],
  'confirm-benefit-eligibility': ['validThrough'],
  'issue-social-security-card': ['cardNumber'],
  'register-unemployment': ['registrationNumber'],
  'register-transfer-letter': ['letterNumber'],
  'review-transfer-account': ['accountNumber', 'amount'],
  'pay-transfer': ['amount', 'paymentNumber'],
  'book-transfer': ['matches'],
  'confirm-account': ['accountState', 'balance'],
  'verify-purchase': ['verified'],
  'hold-withdrawal': ['holdNumber'],
  'pay-withdrawal': ['paymentNumber'],
};

/** Everything that markup, quoting, character sets and sorting stumble over. */
const FORM = {
  remark: ' 甲|乙 & "丙" <丁> \'戊\' \u3000',
  Remark: '\u{2CB69}\u3400\u4DAE\u9FCD\uE863·﹑①',
  markup: ']]> &amp; &#65; </row> <!-- --> %26 \\n \\u0041 {"a":1}',
  a1: '1200.00',
  B2: '0'.repeat(400),
  longest: '\u{2CB69}'.repeat(400),
  empty: '  ',
};
const ARRIVED = {
  remark: '甲|乙 & "丙" <丁> \'戊\'',
  Remark: FORM.Remark,
  markup: FORM.markup,
  a1: FORM.a1,
  B2: FORM.B2,
  longest: FORM.longest,
};

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

const company = theWorld.holders.find(({ kind }) => kind === 'company');
if (company === undefined) throw new Error('there is no company');
const [agent, newborn, spouse, parent, child] = strangers(5).map((identity, index) => ({
  ...identity,
  name: ['林小\u{2CB69}', 'A&B·"丙"', "O'戊<己>", '买买提·云舒', '\uE863'][index] ?? '',
}));
if (!agent || !newborn || !spouse || !parent || !child) throw new Error('too few people');

/** Somebody with everybody who may take part. */
const familyOf = (applicant: WorldHolder): StepRequest['parties'] => [
  { role: 'APPLICANT', identity: holderOf(applicant) },
  { role: 'AGENT', identity: agent },
  { role: 'NEWBORN', identity: newborn },
  { role: 'SPOUSE', identity: spouse },
  { role: 'PARENT', identity: parent },
  { role: 'CHILD', identity: child },
  { role: 'EMPLOYER', identity: holderOf(company) },
];

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
    (action) => action !== NEVER_UNDONE && (jurisdiction === usual || OUTPUTS[action] !== undefined),
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
      const request = requestFor(action, { parties, form: FORM });
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
            fields: ARRIVED,
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
      const parties = [{ role: 'APPLICANT' as const, identity: holderOf(company) }];
      const request = requestFor(action, { parties, form });
      const result = await handler.perform(request);
      const { entries } = await ground.ledgerOf(request);

      expect(result).toEqual({ outcome: 'DONE', outputs: entries[0]?.outputs });
      expect(entries).toMatchObject([{ applicant: company.number, fields: form }]);
    }
  });

  /** A parent who is on file without a book has it at another place. */
  function outputsOf(action: StepAction, { number }: WorldHolder): readonly string[] {
    const file = theWorld.findPublicSecurityFile(jurisdiction, number);
    const isElsewhere = action === 'register-newborn' && file?.hukou === null;
    return [...(isElsewhere ? ['bookElsewhere'] : []), ...(OUTPUTS[action] ?? [])];
  }

  async function doWhatIsUndone({ action, collaborationNumber, parties }: StepRequest): Promise<void> {
    const of = action.replace(/^undo-/, '');
    if (of === action || !isStepAction(of)) return;
    await handler.perform(requestFor(of, { collaborationNumber, parties }));
  }
});
