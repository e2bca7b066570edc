import type { Benefit } from '../../domain/social-insurance/Benefit.ts';
import type { BenefitEligibilityCheck } from '../../domain/social-insurance/BenefitEligibilityCheck.ts';
import type { Enrollment } from '../../domain/social-insurance/InsuredPerson.ts';
import type { SocialSecurityCard } from '../../domain/social-insurance/SocialSecurityCard.ts';
import type { Scheme } from '../../domain/social-insurance/scheme.ts';

/**
 * Code tables that social insurance dialects have in common; each dialect's specification lists them. The national
 * ciphers share the first two only.
 */
export const CODE_TABLES = {
  /** 险种类型. */
  schemes: {
    '110': 'EMPLOYEE_PENSION',
    '120': 'CIVIL_SERVICE_PENSION',
    '170': 'RESIDENT_PENSION',
    '210': 'UNEMPLOYMENT',
    '310': 'EMPLOYEE_MEDICAL',
    '390': 'RESIDENT_MEDICAL',
    '410': 'WORK_INJURY',
    '510': 'MATERNITY',
  },
  /** 缴费状态. */
  enrollmentStates: {
    '1': 'ACTIVE',
    '2': 'SUSPENDED',
    '3': 'TERMINATED',
  },
  /** 待遇类别. */
  benefitKinds: {
    '1': 'OLD_AGE_PENSION',
    '2': 'UNEMPLOYMENT_BENEFIT',
    '3': 'WORK_INJURY_BENEFIT',
    '4': 'SURVIVOR_BENEFIT',
    '5': 'MATERNITY_ALLOWANCE',
  },
  /** 发放状态. */
  benefitStates: {
    '1': 'IN_PAYMENT',
    '2': 'SUSPENDED',
    '3': 'ENDED',
  },
  /** 卡状态. */
  cardStates: {
    '1': 'ACTIVE',
    '2': 'NOT_ACTIVATED',
    '3': 'REPORTED_LOST',
    '4': 'CANCELLED',
  },
  /** 认证状态. */
  checkStates: {
    '1': 'PASSED',
    '2': 'DUE',
    '3': 'OVERDUE',
  },
} as const satisfies {
  readonly schemes: Readonly<Record<string, Scheme>>;
  readonly enrollmentStates: Readonly<Record<string, Enrollment['state']>>;
  readonly benefitKinds: Readonly<Record<string, Benefit['kind']>>;
  readonly benefitStates: Readonly<Record<string, Benefit['state']>>;
  readonly cardStates: Readonly<Record<string, SocialSecurityCard['state']>>;
  readonly checkStates: Readonly<Record<string, BenefitEligibilityCheck['state']>>;
};
