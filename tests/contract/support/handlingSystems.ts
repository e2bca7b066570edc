import type { AdapterResources } from '../../../adapters/AdapterResources.ts';
import {
  connectHousingFund,
  connectPublicSecurity,
  connectSocialInsurance,
} from '../../../adapters/connect.ts';
import type { Inbound } from '../../../adapters/inbound/Inbound.ts';
import type { Place } from '../../../adapters/Place.ts';
import type { StepPort } from '../../../adapters/steps/StepPort.ts';
import { STEP_ACTIONS, type StepAction } from '../../../domain/cases/stepAction.ts';

type ConnectHandling = (
  place: Place,
  resources: AdapterResources,
) => { readonly step?: StepPort; readonly inbound?: Inbound };

interface HandlingSystem {
  readonly dialect:
    | 'pinyin-rest'
    | 'gbk-xml'
    | 'data-exchange'
    | 'collaboration-bus'
    | 'settlement-node'
    | 'national-cipher';
  readonly connect: ConnectHandling;
  readonly jurisdiction: string;
  readonly actions: readonly StepAction[];
  readonly dedupes: boolean;
  /** Whether it can be asked what became of a step. */
  readonly canBeAsked: boolean;
  /** Done, with outputs, for anybody who is on file; one that may stay in work, where the dialect has that. */
  readonly usual: StepAction;
  /** Takes back what another one did, and that other one. */
  readonly undo: readonly [undo: StepAction, of: StepAction];
  /** What the system says for itself, in its own codes. */
  readonly codes: Readonly<
    Record<'busy' | 'maintenance' | 'conflict' | 'error' | 'over' | 'takenBack' | Refusal, string>
  >;
}

type Refusal = 'refusal' | 'nobody' | 'nothingToUndo';

const PUBLIC_SECURITY = { connect: connectPublicSecurity, actions: STEP_ACTIONS.publicSecurity } as const;
const DATA_EXCHANGE = {
  ...PUBLIC_SECURITY,
  dialect: 'data-exchange',
  canBeAsked: false,
  usual: 'move-out',
  undo: ['undo-register-newborn', 'register-newborn'],
} as const;
const DEAL_CODES = {
  busy: '309',
  maintenance: '308',
  error: '300',
  over: '307',
  refusal: '12',
  nobody: '11',
  nothingToUndo: '14',
  // Nobody can be asked.
  takenBack: '',
} as const;

/** One system of each kind that there is in handling. */
export const HANDLING_SYSTEMS = {
  'pinyin-rest': {
    dialect: 'pinyin-rest',
    connect: connectHousingFund,
    jurisdiction: '430700',
    actions: STEP_ACTIONS.housingFund,
    dedupes: true,
    canBeAsked: true,
    usual: 'review-transfer-account',
    undo: ['undo-hold-withdrawal', 'hold-withdrawal'],
    codes: {
      busy: '3001',
      maintenance: '3002',
      conflict: '2003',
      error: '9999',
      over: '2002',
      refusal: 'B03',
      nobody: 'B01',
      nothingToUndo: 'B04',
      takenBack: '04',
    },
  },
  'gbk-xml': {
    dialect: 'gbk-xml',
    connect: connectSocialInsurance,
    jurisdiction: '430000',
    actions: STEP_ACTIONS.socialInsurance,
    dedupes: false,
    canBeAsked: true,
    usual: 'freeze-pension-account',
    undo: ['undo-issue-information-sheet', 'issue-information-sheet'],
    codes: {
      busy: '9998',
      maintenance: '9000',
      // It does not notice.
      conflict: '',
      error: '9999',
      over: '2002',
      refusal: 'J02',
      nobody: 'J01',
      nothingToUndo: 'J04',
      takenBack: '4',
    },
  },
  'data-exchange': {
    ...DATA_EXCHANGE,
    jurisdiction: '430000',
    dedupes: true,
    codes: { ...DEAL_CODES, conflict: '310' },
  },
  'data-exchange of old': {
    ...DATA_EXCHANGE,
    jurisdiction: '110000',
    dedupes: false,
    codes: { ...DEAL_CODES, conflict: '' },
  },
  'collaboration-bus': {
    ...PUBLIC_SECURITY,
    dialect: 'collaboration-bus',
    jurisdiction: '310000',
    dedupes: true,
    canBeAsked: false,
    usual: 'move-out',
    undo: ['undo-register-newborn', 'register-newborn'],
    codes: {
      busy: '-21',
      maintenance: '-20',
      conflict: '-9',
      error: '-99',
      over: '-7',
      refusal: '22',
      nobody: '21',
      nothingToUndo: '-7',
      takenBack: '4',
    },
  },
  'settlement-node': {
    dialect: 'settlement-node',
    connect: connectHousingFund,
    jurisdiction: '330000',
    actions: STEP_ACTIONS.housingFund,
    dedupes: false,
    canBeAsked: true,
    usual: 'review-transfer-account',
    undo: ['undo-hold-withdrawal', 'hold-withdrawal'],
    codes: {
      busy: '9001',
      maintenance: '9002',
      conflict: '',
      error: '9999',
      over: '2005',
      refusal: '5003',
      nobody: '5001',
      nothingToUndo: '5004',
      takenBack: '40',
    },
  },
  'national-cipher': {
    dialect: 'national-cipher',
    connect: connectSocialInsurance,
    jurisdiction: '440000',
    actions: STEP_ACTIONS.socialInsurance,
    dedupes: false,
    canBeAsked: true,
    usual: 'freeze-pension-account',
    undo: ['undo-issue-information-sheet', 'issue-information-sheet'],
    codes: {
      busy: '9001',
      maintenance: '5030',
      conflict: '',
      error: '9999',
      over: '3003',
      refusal: 'U02',
      nobody: 'U01',
      nothingToUndo: 'U04',
      takenBack: '7',
    },
  },
} as const satisfies Record<string, HandlingSystem>;
export type HandlingSystemName = keyof typeof HANDLING_SYSTEMS;

/** For `describe.each`. */
export const HANDLING_NAMES = Object.keys(HANDLING_SYSTEMS).filter((name): name is HandlingSystemName =>
  Object.hasOwn(HANDLING_SYSTEMS, name),
);

export const handlingSystem = (name: HandlingSystemName): HandlingSystem => HANDLING_SYSTEMS[name];
