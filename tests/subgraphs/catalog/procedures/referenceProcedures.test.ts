import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { readReference } from '../readReference.ts';

const { sections } = await readReference();
const rows = sections.procedures.map(({ row }) => row);
const forms = sections.forms.map(({ row }) => row);

it('has a form for every item that a procedure handles, and for no other', () => {
  const handled = new Set(rows.flatMap(({ items }) => items));

  expect(new Set(forms.map(({ item }) => item))).toEqual(handled);
  expect(handled.size).toBe(33);
});

it('says which ways there are', () => {
  const ways = rows.flatMap(({ items, ways }) =>
    items.flatMap((item) => ways.map(({ mode, authority }) => [item, authority ?? mode].join(' '))),
  );
  const of = (way: string) =>
    ways
      .filter((text) => text.endsWith(` ${way}`))
      .map((text) => text.split(' ')[0])
      .toSorted();

  const atWindows = ['first-id-card', 'hukou-certificate', 'no-crime-certificate', 'temp-id-card'];
  expect(of('COLLECT')).toEqual(['disability-card-renew', ...atWindows]);
  expect(of('DELEGATED')).toEqual(atWindows);
  expect(of('JOINT_HANDLING')).toEqual([
    'fund-transfer',
    'fund-withdraw-purchase',
    'hukou-move-child',
    'hukou-move-enrol',
    'hukou-move-graduate',
    'hukou-move-job',
    'hukou-move-parent',
    'hukou-move-spouse',
    'newborn-hukou',
    'pension-transfer-employee',
    'used-car-transfer',
  ]);
});

it('quotes what stands in the article, and knows every day count from a text', async () => {
  const article = await readFile(new URL('../sources/article.json', import.meta.url), 'utf8');
  const quotes = rows.flatMap(quotesOf);
  const counts = rows.flatMap(({ id, steps }) =>
    steps.flatMap(({ key, deadlineWorkingDays: limit }) =>
      limit ? [[id, key, limit.days, limit.evidence]] : [],
    ),
  );

  expect(quotes.length).toBeGreaterThan(4);
  expect(quotes.filter((quote) => !article.includes(quote))).toEqual([]);
  expect(counts).toEqual(
    ['review', 'freeze-account', 'merge-records'].map((key) => [
      'pension-transfer-employee',
      key,
      15,
      'found',
    ]),
  );
});

it('calls no form official, and asks nowhere for a name or a number of the applicant', () => {
  expect(
    forms.filter(
      ({ evidence, source }) => evidence !== 'inferred' || !source.includes('not an official form'),
    ),
  ).toEqual([]);
  expect(
    forms.flatMap(({ schema }) => Object.keys(schema.properties)).filter((name) => /^(id|name)/i.test(name)),
  ).toEqual([]);
});

it('fills in nothing under a name that a step of the item brings', () => {
  const clashes = forms.flatMap(({ item, schema }) => {
    const steps = rows.filter(({ items }) => items.includes(item)).flatMap((row) => row.steps);
    const brought = new Set(
      steps.flatMap((step) => (step.performer === 'SYSTEM' ? (OUTPUTS[step.action] ?? []) : [])),
    );
    return Object.keys(schema.properties).filter((name) => brought.has(name));
  });

  expect(clashes).toEqual([]);
});

it('feeds the actions: where from and to, which contract, which account', () => {
  const requiredOf = (code: string) => forms.find(({ item }) => item === code)?.schema.required;

  expect(requiredOf('hukou-move-spouse')).toEqual(['fromAddress', 'toAddress', 'reason']);
  expect(requiredOf('fund-loan-prepay-part')).toEqual(['contractNumber', 'amount', 'accountNumber']);
  expect(requiredOf('fund-withdraw-purchase')).toEqual([
    'houseDivision',
    'houseAddress',
    'contractNumber',
    'amount',
    'bankName',
    'bankAccountNumber',
  ]);
});

/** What `STEP_ACTIONS` says that each action brings. */
const OUTPUTS: Readonly<Record<string, readonly string[]>> = {
  'issue-migration-permit': ['permitNumber'],
  'move-out': ['certificateNumber'],
  'register-move-in': ['householdNumber'],
  'register-newborn': ['householdNumber', 'bookElsewhere'],
  'sign-identity-card': ['signingNumber'],
  'make-identity-card': ['cardBatch'],
  'make-temporary-identity-card': ['cardNumber'],
  'issue-hukou-certificate': ['documentNumber'],
  'issue-no-criminal-record-certificate': ['documentNumber'],
  'register-contact-letter': ['letterNumber'],
  'freeze-pension-account': ['accountState'],
  'issue-information-sheet': ['sheetNumber', 'amount'],
  'transfer-pension-fund': ['paymentNumber', 'amount'],
  'merge-pension-records': ['matches'],
  'issue-contribution-certificate': ['documentNumber'],
  'confirm-benefit-eligibility': ['validThrough'],
  'issue-social-security-card': ['cardNumber'],
  'replace-social-security-card': ['cardNumber'],
  'register-unemployment': ['registrationNumber'],
  'register-transfer-letter': ['letterNumber'],
  'review-transfer-account': ['amount', 'accountNumber'],
  'pay-transfer': ['paymentNumber', 'amount'],
  'book-transfer': ['matches'],
  'confirm-account': ['accountState', 'balance'],
  'verify-purchase': ['verified'],
  'hold-withdrawal': ['holdNumber'],
  'pay-withdrawal': ['paymentNumber'],
};

const quotesOf = ({ quote, steps }: (typeof rows)[number]): readonly string[] =>
  [quote, ...steps.map((step) => step.quote)].flatMap((words) => words ?? []);
