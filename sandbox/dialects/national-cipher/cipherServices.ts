import type { SocialInsuranceFile } from '../../world/SocialInsuranceFile.ts';
import type { CipherRow, CipherService } from './CipherService.ts';
import { contributionService } from './contributionService.ts';
import { shortYuan } from './shortYuan.ts';

const ENROLLMENT_STATE = { active: '1', suspended: '2', terminated: '3' } as const;
const BENEFIT_KIND = {
  'old-age': '10',
  unemployment: '20',
  'work-injury': '30',
  survivor: '40',
  maternity: '50',
} as const;
const BENEFIT_STATE = { 'in-payment': '0', suspended: '1', ended: '2' } as const;
const CARD_STATE = { active: '00', 'not-activated': '01', 'reported-lost': '02', cancelled: '03' } as const;
const CHECK_STATE = { passed: '1', due: '0', overdue: '2' } as const;

/** The services by code, as in section 6 of docs/dialects/national-cipher.md. */
export const CIPHER_SERVICES: ReadonlyMap<string, CipherService> = new Map([
  [
    'SBC201',
    listing({ outerSuccess: 200, newer: 'aab050', unknownCode: ['aac031', '9'], rowsOf: enrollmentRows }),
  ],
  ['SBC202', contributionService],
  ['SBC203', listing({ outerSuccess: 200, newer: 'yac304', unknownCode: null, rowsOf: pensionRows })],
  [
    'SBC204',
    listing({ outerSuccess: 200, newer: 'yae404', unknownCode: ['yae401', '99'], rowsOf: benefitRows }),
  ],
  [
    'SBC205',
    listing({ outerSuccess: 200, newer: 'yaz501', unknownCode: ['yaz503', '99'], rowsOf: cardRows }),
  ],
  ['SBC206', listing({ outerSuccess: 0, newer: 'yae503', unknownCode: ['yae501', '9'], rowsOf: checkRows })],
]);

interface Listing extends Pick<CipherService, 'outerSuccess' | 'newer' | 'unknownCode'> {
  readonly rowsOf: (file: SocialInsuranceFile) => readonly CipherRow[];
}

/** A service that takes nothing but number and name. */
function listing({ rowsOf, ...rest }: Listing): CipherService {
  return { ...rest, refuse: () => null, find: (file) => ({ list: rowsOf(file) }) };
}

function enrollmentRows({ enrollments }: SocialInsuranceFile): readonly CipherRow[] {
  return enrollments.map((enrollment) => ({
    aae140: enrollment.scheme,
    aac031: ENROLLMENT_STATE[enrollment.state],
    aab001: enrollment.employer?.number ?? '',
    aab004: enrollment.employer?.name ?? '',
    aab050: enrollment.enrolledOn,
    yac201: enrollment.contributionMonths,
  }));
}

function pensionRows({ pensionAccount: account }: SocialInsuranceFile): readonly CipherRow[] {
  if (account === null) return [];
  return [
    {
      yac301: shortYuan(account.balanceFen),
      yac302: shortYuan(account.creditedThisYearFen),
      yac303: account.contributionMonths,
      yac304: account.openedIn,
    },
  ];
}

function benefitRows({ benefits }: SocialInsuranceFile): readonly CipherRow[] {
  return benefits.map((benefit) => ({
    yae401: BENEFIT_KIND[benefit.kind],
    yae402: BENEFIT_STATE[benefit.state],
    yae403: shortYuan(benefit.monthlyFen),
    aae041: benefit.startedIn,
    yae404: benefit.lastPaidIn,
  }));
}

function cardRows({ card }: SocialInsuranceFile): readonly CipherRow[] {
  if (card === null) return [];
  return [{ aaz500: card.number, yaz501: card.issuedOn, yaz502: card.bank, yaz503: CARD_STATE[card.state] }];
}

function checkRows({ eligibilityCheck: check }: SocialInsuranceFile): readonly CipherRow[] {
  if (check === null) return [];
  return [{ yae501: CHECK_STATE[check.state], yae502: check.lastCheckedOn, yae503: check.dueOn }];
}
