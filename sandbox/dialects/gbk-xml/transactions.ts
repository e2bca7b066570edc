import type { InsuranceBenefit, InsuranceEnrollment } from '../../world/SocialInsuranceFile.ts';
import { yuanText } from '../../yuanText.ts';
import { contributionTransaction } from './contributionTransaction.ts';
import { createTransaction } from './createTransaction.ts';
import { digitsOf } from './digitsOf.ts';
import type { Transaction } from './Transaction.ts';

const ENROLLMENT_STATE = { active: '1', suspended: '2', terminated: '3' } as const;
const BENEFIT_KIND = {
  'old-age': '1',
  unemployment: '2',
  'work-injury': '3',
  survivor: '4',
  maternity: '5',
} as const;
const BENEFIT_STATE = { 'in-payment': '1', suspended: '2', ended: '3' } as const;
const CARD_STATE = { active: '1', 'not-activated': '2', 'reported-lost': '3', cancelled: '4' } as const;
const CHECK_STATE = { passed: '1', due: '2', overdue: '3' } as const;

/** The transactions by code, as in section 6 of docs/dialects/gbk-xml.md. */
export const TRANSACTIONS: ReadonlyMap<string, Transaction> = new Map([
  [
    'SBJY01',
    createTransaction<InsuranceEnrollment>({
      itemsOf: ({ enrollments }) => enrollments,
      newer: 'aab050',
      unknownCode: ['aac031', '9'],
      columns: [
        { name: 'aae140', length: 3, kind: 'code', read: ({ scheme }) => scheme },
        { name: 'aac031', length: 1, kind: 'code', read: ({ state }) => ENROLLMENT_STATE[state] },
        { name: 'aab001', length: 18, kind: 'code', read: ({ employer }) => employer?.number ?? null },
        { name: 'aab004', length: 50, kind: 'text', read: ({ employer }) => employer?.name ?? null },
        { name: 'aab050', length: 8, kind: 'day', read: ({ enrolledOn }) => digitsOf(enrolledOn) },
        {
          name: 'yac201',
          length: 4,
          kind: 'code',
          read: ({ contributionMonths }) => String(contributionMonths),
        },
      ],
    }),
  ],
  ['SBJY02', contributionTransaction],
  [
    'SBJY03',
    createTransaction({
      itemsOf: ({ pensionAccount }) => (pensionAccount === null ? [] : [pensionAccount]),
      newer: 'yac304',
      unknownCode: null,
      columns: [
        { name: 'yac301', length: 12, kind: 'code', read: ({ balanceFen }) => yuanText(balanceFen) },
        {
          name: 'yac302',
          length: 12,
          kind: 'code',
          read: ({ creditedThisYearFen }) => yuanText(creditedThisYearFen),
        },
        {
          name: 'yac303',
          length: 4,
          kind: 'code',
          read: ({ contributionMonths }) => String(contributionMonths),
        },
        { name: 'yac304', length: 6, kind: 'month', read: ({ openedIn }) => digitsOf(openedIn) },
      ],
    }),
  ],
  [
    'SBJY04',
    createTransaction<InsuranceBenefit>({
      itemsOf: ({ benefits }) => benefits,
      newer: 'yae404',
      unknownCode: ['yae401', '9'],
      columns: [
        { name: 'yae401', length: 1, kind: 'code', read: ({ kind }) => BENEFIT_KIND[kind] },
        { name: 'yae402', length: 1, kind: 'code', read: ({ state }) => BENEFIT_STATE[state] },
        { name: 'yae403', length: 12, kind: 'code', read: ({ monthlyFen }) => yuanText(monthlyFen) },
        { name: 'aae041', length: 6, kind: 'month', read: ({ startedIn }) => digitsOf(startedIn) },
        { name: 'yae404', length: 6, kind: 'month', read: ({ lastPaidIn }) => digitsOf(lastPaidIn) },
      ],
    }),
  ],
  [
    'SBJY05',
    createTransaction({
      itemsOf: ({ card }) => (card === null ? [] : [card]),
      newer: 'yaz501',
      unknownCode: ['yaz503', '9'],
      columns: [
        { name: 'aaz500', length: 9, kind: 'code', read: ({ number }) => number },
        { name: 'yaz501', length: 8, kind: 'day', read: ({ issuedOn }) => digitsOf(issuedOn) },
        { name: 'yaz502', length: 50, kind: 'text', read: ({ bank }) => bank },
        { name: 'yaz503', length: 1, kind: 'code', read: ({ state }) => CARD_STATE[state] },
      ],
    }),
  ],
  [
    'SBJY06',
    createTransaction({
      itemsOf: ({ eligibilityCheck }) => (eligibilityCheck === null ? [] : [eligibilityCheck]),
      newer: 'yae503',
      unknownCode: ['yae501', '9'],
      columns: [
        { name: 'yae501', length: 1, kind: 'code', read: ({ state }) => CHECK_STATE[state] },
        { name: 'yae502', length: 8, kind: 'day', read: ({ lastCheckedOn }) => digitsOf(lastCheckedOn) },
        { name: 'yae503', length: 8, kind: 'day', read: ({ dueOn }) => digitsOf(dueOn) },
      ],
    }),
  ],
]);
