import { z } from 'zod';
import type { SocialInsuranceFile } from '../../world/SocialInsuranceFile.ts';
import type { CipherService, PlainRequest } from './CipherService.ts';
import { shortYuan } from './shortYuan.ts';

const MOST_ROWS = 100;
const DEFAULT_ROWS = 20;

const month = z
  .string()
  .regex(/^(?:\d{4}-(?:0[1-9]|1[0-2]))?$/)
  .nullish();
const range = z.object({
  aae140: z.string().nullish(),
  aae041: month,
  aae042: month,
  pageSize: z.int().min(1).nullish(),
  pageNum: z.int().nullish(),
});

/** 缴费明细 (SBC202): the only service with a filter and pages, the newest month first. */
export const contributionService: CipherService = {
  outerSuccess: 0,
  newer: null,
  unknownCode: ['aae140', '999'],

  refuse(plain, firstPage) {
    const read = range.safeParse(plain);
    if (!read.success || (read.data.pageNum ?? firstPage) < firstPage) return '3001';
    return (read.data.pageSize ?? DEFAULT_ROWS) > MOST_ROWS ? '3002' : null;
  },

  find(file, plain, firstPage) {
    const matching = matchingContributions(file, plain);
    const asked = range.parse(plain);
    const pageNum = asked.pageNum ?? firstPage;
    const pageSize = asked.pageSize ?? DEFAULT_ROWS;
    const start = (pageNum - firstPage) * pageSize;
    const list = matching.slice(start, start + pageSize).map((contribution) => ({
      aae003: contribution.month,
      aae140: contribution.scheme,
      aae180: shortYuan(contribution.baseFen),
      yac183: shortYuan(contribution.personalFen),
      yab183: shortYuan(contribution.employerFen),
    }));
    return { list, page: { pageNum, pageSize, total: matching.length } };
  },
};

function matchingContributions(
  { contributions }: SocialInsuranceFile,
  plain: PlainRequest,
): SocialInsuranceFile['contributions'] {
  const { aae140, aae041, aae042 } = range.parse(plain);
  return contributions
    .filter(({ scheme }) => !aae140 || scheme === aae140)
    .filter(({ month }) => (!aae041 || month >= aae041) && (!aae042 || month <= aae042))
    .toSorted((one, other) =>
      one.month === other.month
        ? Number(one.scheme) - Number(other.scheme)
        : Number(one.month < other.month) - Number(one.month > other.month),
    );
}
