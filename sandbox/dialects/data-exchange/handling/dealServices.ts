/** One service of handling: docs/dialects/data-exchange.md, table 8.5. */
export interface DealService {
  readonly action: string;
  /** `zdm`, output. */
  readonly outputs: readonly (readonly [name: string, output: string])[];
}

/** The services by id. */
export const DEAL_SERVICES: ReadonlyMap<string, DealService> = new Map<string, DealService>([
  ['deal-701', { action: 'issue-migration-permit', outputs: [['zqzbh', 'permitNumber']] }],
  ['deal-751', { action: 'undo-issue-migration-permit', outputs: [] }],
  ['deal-702', { action: 'move-out', outputs: [['qyzbh', 'certificateNumber']] }],
  ['deal-752', { action: 'undo-move-out', outputs: [] }],
  ['deal-703', { action: 'register-move-in', outputs: [['hh', 'householdNumber']] }],
  [
    'deal-711',
    {
      action: 'register-newborn',
      outputs: [
        ['hh', 'householdNumber'],
        ['hbyd', 'bookElsewhere'],
      ],
    },
  ],
  ['deal-761', { action: 'undo-register-newborn', outputs: [] }],
  ['deal-712', { action: 'amend-household', outputs: [] }],
  ['deal-721', { action: 'sign-identity-card', outputs: [['qfbh', 'signingNumber']] }],
  ['deal-771', { action: 'undo-sign-identity-card', outputs: [] }],
  ['deal-722', { action: 'make-identity-card', outputs: [['zzpc', 'cardBatch']] }],
  ['deal-723', { action: 'make-temporary-identity-card', outputs: [['lszbh', 'cardNumber']] }],
  ['deal-731', { action: 'issue-hukou-certificate', outputs: [['zmbh', 'documentNumber']] }],
  ['deal-732', { action: 'issue-no-criminal-record-certificate', outputs: [['zmbh', 'documentNumber']] }],
]);
