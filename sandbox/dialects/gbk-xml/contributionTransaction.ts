import type { InsuranceContribution, SocialInsuranceFile } from '../../world/SocialInsuranceFile.ts';
import { yuanText } from '../../yuanText.ts';
import { createTransaction } from './createTransaction.ts';
import { digitsOf } from './digitsOf.ts';
import type { Transaction } from './Transaction.ts';

type Body = Readonly<Record<string, string>>;

const MOST_ROWS = 200;
const ROW_NUMBER = /^[1-9]\d{0,8}$/;
const MONTH = /^\d{4}(?:0[1-9]|1[0-2])$/;

/** 缴费明细 (SBJY02): the only transaction with a filter, an order and pages. */
export const contributionTransaction: Transaction = createTransaction<InsuranceContribution>({
  refuse(body) {
    const { qsh, hs, px, aae041, aae042 } = readRange(body);
    const isReadable =
      ROW_NUMBER.test(qsh) &&
      ROW_NUMBER.test(hs) &&
      (px === '0' || px === '1') &&
      [aae041, aae042].every((month) => month === '' || MONTH.test(month));
    if (!isReadable) return '2001';
    return Number(hs) > MOST_ROWS ? '2002' : null;
  },
  itemsOf: matching,
  pageOf(items, body) {
    const { qsh, hs } = readRange(body);
    const start = Number(qsh) - 1;
    return items.slice(start, start + Number(hs));
  },
  newer: null,
  unknownCode: ['aae140', '999'],
  columns: [
    { name: 'aae003', length: 6, kind: 'month', read: ({ month }) => digitsOf(month) },
    { name: 'aae140', length: 3, kind: 'code', read: ({ scheme }) => scheme },
    { name: 'aae180', length: 12, kind: 'code', read: ({ baseFen }) => yuanText(baseFen) },
    { name: 'yac183', length: 12, kind: 'code', read: ({ personalFen }) => yuanText(personalFen) },
    { name: 'yab183', length: 12, kind: 'code', read: ({ employerFen }) => yuanText(employerFen) },
  ],
});

function readRange(body: Body) {
  return {
    aae140: body['aae140'] ?? '',
    aae041: body['aae041'] ?? '',
    aae042: body['aae042'] ?? '',
    qsh: body['qsh'] || '1',
    hs: body['hs'] || String(MOST_ROWS),
    px: body['px'] || '0',
  };
}

function matching({ contributions }: SocialInsuranceFile, body: Body): readonly InsuranceContribution[] {
  const { aae140, aae041, aae042, px } = readRange(body);
  const direction = px === '1' ? -1 : 1;
  return contributions
    .map((contribution) => ({ contribution, month: contribution.month.replace('-', '') }))
    .filter(({ contribution: { scheme }, month }) => {
      const isInRange = (aae041 === '' || month >= aae041) && (aae042 === '' || month <= aae042);
      return isInRange && (aae140 === '' || scheme === aae140);
    })
    .toSorted((one, other) =>
      one.month === other.month
        ? Number(one.contribution.scheme) - Number(other.contribution.scheme)
        : direction * (Number(one.month) - Number(other.month)),
    )
    .map(({ contribution }) => contribution);
}
