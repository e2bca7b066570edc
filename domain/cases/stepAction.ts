import type { Department } from '../department.ts';

/**
 * 办理动作: all that a system may be asked to do, per department. An action whose name begins with `undo-` takes back
 * the one that is named after it.
 */
export const STEP_ACTIONS = {
  publicSecurity: [
    /** 准予迁入: the destination permits the move and issues the 准迁证; output `permitNumber`. */
    'issue-migration-permit',
    'undo-issue-migration-permit',
    /** 申请迁出: the origin cancels the registration and issues the 迁移证; output `certificateNumber`. */
    'move-out',
    /** 撤销申请迁出, as long as the origin has not decided. */
    'undo-move-out',
    /** 落户: the destination registers the person; output `householdNumber`. */
    'register-move-in',
    /** 出生入户; outputs `householdNumber`, and `bookElsewhere` = `true` where the parent's book is kept at another place. */
    'register-newborn',
    'undo-register-newborn',
    /** 户口簿变更 of the parent's book where it is kept elsewhere. */
    'amend-household',
    /** 申请审核签发 of a resident identity card; output `signingNumber`. */
    'sign-identity-card',
    'undo-sign-identity-card',
    /** 证件制作; output `cardBatch`. */
    'make-identity-card',
    /** 制发临时居民身份证; output `cardNumber`. */
    'make-temporary-identity-card',
    /** 开具户籍类证明; output `documentNumber`. */
    'issue-hukou-certificate',
    /** 开具有无犯罪记录证明; output `documentNumber`. */
    'issue-no-criminal-record-certificate',
  ],
  socialInsurance: [
    /** 发联系函 to the original place is our own message; the new place registers it; output `letterNumber`. */
    'register-contact-letter',
    'undo-register-contact-letter',
    /** 审核、结算并封存 at the original place; output `accountState`. */
    'freeze-pension-account',
    'undo-freeze-pension-account',
    /** 出具信息表; outputs `sheetNumber`, `amount`. */
    'issue-information-sheet',
    'undo-issue-information-sheet',
    /** 划转基金; outputs `paymentNumber`, `amount`. */
    'transfer-pension-fund',
    /** 对账、归集: the new place books what came; output `matches` (`true`, `false`). */
    'merge-pension-records',
    /** 参保缴费凭证; output `documentNumber`. */
    'issue-contribution-certificate',
    /** 待遇资格认证; output `validThrough`. */
    'confirm-benefit-eligibility',
    /** 社会保障卡申领; output `cardNumber`. */
    'issue-social-security-card',
    'activate-social-security-card',
    'replace-social-security-card',
    'report-social-security-card-loss',
    /** 失业登记; output `registrationNumber`. */
    'register-unemployment',
  ],
  housingFund: [
    /** 登记联系函; output `letterNumber`. */
    'register-transfer-letter',
    'undo-register-transfer-letter',
    /** 确认接收联系函. */
    'confirm-transfer-letter',
    /** 账户信息复核并结息, 冻结; outputs `amount`, `accountNumber`. */
    'review-transfer-account',
    'undo-review-transfer-account',
    /** 转出资金; outputs `paymentNumber`, `amount`. */
    'pay-transfer',
    /** 核对入账; output `matches`. */
    'book-transfer',
    /** 业务协查: state of an account; outputs `accountState`, `balance`. */
    'confirm-account',
    /** 购房核验 at the place of the house; output `verified`. */
    'verify-purchase',
    /** 冻结提取额; output `holdNumber`. */
    'hold-withdrawal',
    'undo-hold-withdrawal',
    /** 支付提取; output `paymentNumber`. */
    'pay-withdrawal',
    'issue-deposit-certificate',
    'issue-loan-settlement-certificate',
    'register-employer',
    'change-employer-details',
    'repay-loan-early',
  ],
} as const satisfies Record<Department, readonly string[]>;

export type StepAction = (typeof STEP_ACTIONS)[Department][number];

const known: ReadonlySet<string> = new Set(Object.values(STEP_ACTIONS).flat());

export function isStepAction(value: unknown): value is StepAction {
  return typeof value === 'string' && known.has(value);
}
