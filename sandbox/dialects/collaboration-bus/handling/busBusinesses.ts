/** One 业务代码: docs/dialects/collaboration-bus.md, table 13.6. */
export interface BusBusiness {
  readonly action: string;
  readonly isCancellable: boolean;
  /** 项名, output. */
  readonly outputs: readonly (readonly [name: string, output: string])[];
}

const HOUSEHOLD = ['HH', 'householdNumber'] as const;
const DOCUMENT = ['ZMBH', 'documentNumber'] as const;

/** The businesses by class, its first two digits, and code. */
export const BUS_BUSINESSES: ReadonlyMap<string, BusBusiness> = new Map<string, BusBusiness>([
  ['02 ZQ', { action: 'issue-migration-permit', isCancellable: true, outputs: [['ZQZBH', 'permitNumber']] }],
  ['02 QC', { action: 'move-out', isCancellable: true, outputs: [['QYZBH', 'certificateNumber']] }],
  ['02 LH', { action: 'register-move-in', isCancellable: false, outputs: [HOUSEHOLD] }],
  [
    '03 CS',
    { action: 'register-newborn', isCancellable: true, outputs: [HOUSEHOLD, ['HBYD', 'bookElsewhere']] },
  ],
  ['06 BG', { action: 'amend-household', isCancellable: false, outputs: [] }],
  ['04 SQ', { action: 'sign-identity-card', isCancellable: true, outputs: [['QFBH', 'signingNumber']] }],
  ['04 ZZ', { action: 'make-identity-card', isCancellable: false, outputs: [['ZZPC', 'cardBatch']] }],
  [
    '04 LZ',
    { action: 'make-temporary-identity-card', isCancellable: false, outputs: [['LSZBH', 'cardNumber']] },
  ],
  ['05 HZ', { action: 'issue-hukou-certificate', isCancellable: false, outputs: [DOCUMENT] }],
  ['05 WF', { action: 'issue-no-criminal-record-certificate', isCancellable: false, outputs: [DOCUMENT] }],
]);
