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

/** Every dialect that `adapters/connect.ts` knows, once per department that has places which speak it. */
export const DIALECTS = {
  'data-exchange': {
    department: 'public-security',
    connect: publicSecurityQuestions,
    places: ['430000', '110000', '120000', '130000', '140000', '150000', '210000', '320000', '440000'],
    batchLimit: ({ batchLimit }) => Number(batchLimit),
  },
  'collaboration-bus': {
    department: 'public-security',
    connect: publicSecurityQuestions,
    places: ['310000', '330000', '350000', '510000', '520000', '610000', '640000'],
    batchLimit: ({ recordLimit }) => Number(recordLimit),
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
  'settlement-node': {
    department: 'housing-fund',
    connect: housingFundQuestions,
    places: ['330000', '350000', '370000', '420000', '460000', '620000'],
    batchLimit: ({ syncLimit, batchLimit }) => Math.max(1, Math.min(Number(syncLimit), Number(batchLimit))),
  },
  'exchange-table of housing-fund': {
    department: 'housing-fund',
    connect: housingFundQuestions,
    places: ['360000', '510300'],
    batchLimit: () => 100,
  },
  'exchange-table of social-insurance': {
    department: 'social-insurance',
    connect: socialInsuranceQuestions,
    places: ['620000', '630000'],
    batchLimit: () => 100,
  },
  'file-drop of housing-fund': {
    department: 'housing-fund',
    connect: housingFundQuestions,
    places: ['450900', '640000'],
    batchLimit: () => 500,
  },
  'file-drop of social-insurance': {
    department: 'social-insurance',
    connect: socialInsuranceQuestions,
    places: ['460000', '650000'],
    batchLimit: () => 500,
  },
} as const satisfies Record<string, DialectUnderTest>;
export type Dialect = keyof typeof DIALECTS;
