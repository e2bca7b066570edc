import type { Connect } from './Connect.ts';
import { housingFundQuestions } from './housingFundQuestions.ts';
import { publicSecurityQuestions } from './publicSecurityQuestions.ts';
import { socialInsuranceQuestions } from './socialInsuranceQuestions.ts';

interface DialectUnderTest {
  readonly department: 'public-security' | 'social-insurance' | 'housing-fund';
  readonly connect: Connect;
  /** Places that between them have every site option, and every combination that matters. */
  readonly places: readonly [string, ...string[]];
  /** Persons asked about in one call. */
  readonly batchLimit: (options: Readonly<Record<string, unknown>>) => number;
}

/** Every dialect that `adapters/connect.ts` knows. */
export const DIALECTS = {
  'data-exchange': {
    department: 'public-security',
    connect: publicSecurityQuestions,
    places: ['430000', '110000', '120000', '130000', '140000', '150000', '210000', '320000', '440000'],
    batchLimit: ({ batchLimit }) => Number(batchLimit),
  },
  'gbk-xml': {
    department: 'social-insurance',
    connect: socialInsuranceQuestions,
    places: ['430000', '120000', '140000', '210000', '230000', '320000', '340000', '360000', '410000'],
    batchLimit: () => 1,
  },
  'national-cipher': {
    department: 'social-insurance',
    connect: socialInsuranceQuestions,
    places: ['440000', '110000', '150000', '220000', '310000', '330000', '350000', '370000', '610000'],
    batchLimit: () => 1,
  },
  'pinyin-rest': {
    department: 'housing-fund',
    connect: housingFundQuestions,
    places: ['430700', '120000', '130000', '210000', '230000', '310000', '340100', '430000', '440900'],
    batchLimit: () => 50,
  },
} as const satisfies Record<string, DialectUnderTest>;
export type Dialect = keyof typeof DIALECTS;
