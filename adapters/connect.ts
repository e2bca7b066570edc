import { ZodError } from 'zod';
import { TongbanError } from '../domain/TongbanError.ts';
import type { AdapterResources } from './AdapterResources.ts';
import type { DiagnosisResources } from './DiagnosisResources.ts';
import { createExchangeTableHousingFund } from './housing-fund/exchange-table/createExchangeTableHousingFund.ts';
import { createFileDropHousingFund } from './housing-fund/file-drop/createFileDropHousingFund.ts';
import { createPinyinRestHousingFund } from './housing-fund/pinyin-rest/createPinyinRestHousingFund.ts';
import { diagnosePinyinRest } from './housing-fund/pinyin-rest/diagnosePinyinRest.ts';
import type { HousingFundPort } from './housing-fund/port.ts';
import { createSettlementNodeHousingFund } from './housing-fund/settlement-node/createSettlementNodeHousingFund.ts';
import { diagnoseSettlementNode } from './housing-fund/settlement-node/diagnoseSettlementNode.ts';
import { diagnoseExchangeTable } from './inbound/diagnoseExchangeTable.ts';
import { diagnoseFileDrop } from './inbound/diagnoseFileDrop.ts';
import type { Place } from './Place.ts';
import type { PlaceDiagnosis } from './PlaceDiagnosis.ts';
import { createCollaborationBusPublicSecurity } from './public-security/collaboration-bus/createCollaborationBusPublicSecurity.ts';
import { diagnoseCollaborationBus } from './public-security/collaboration-bus/diagnoseCollaborationBus.ts';
import { createDataExchangePublicSecurity } from './public-security/data-exchange/createDataExchangePublicSecurity.ts';
import { diagnoseDataExchange } from './public-security/data-exchange/diagnoseDataExchange.ts';
import type { PublicSecurityPort } from './public-security/port.ts';
import { createDataExchangeRecordIndex } from './record-index/data-exchange/createDataExchangeRecordIndex.ts';
import type { RecordIndexPort } from './record-index/port.ts';
import { createExchangeTableSocialInsurance } from './social-insurance/exchange-table/createExchangeTableSocialInsurance.ts';
import { createFileDropSocialInsurance } from './social-insurance/file-drop/createFileDropSocialInsurance.ts';
import { createGbkXmlSocialInsurance } from './social-insurance/gbk-xml/createGbkXmlSocialInsurance.ts';
import { diagnoseGbkXml } from './social-insurance/gbk-xml/diagnoseGbkXml.ts';
import { createNationalCipherSocialInsurance } from './social-insurance/national-cipher/createNationalCipherSocialInsurance.ts';
import { diagnoseNationalCipher } from './social-insurance/national-cipher/diagnoseNationalCipher.ts';
import type { SocialInsurancePort } from './social-insurance/port.ts';
import type { CasesPort } from './steps/CasesPort.ts';
import { HttpCases, type HttpCasesOptions } from './steps/HttpCases.ts';

type Connect<Port, Resources = AdapterResources> = (place: Place, resources: Resources) => Port;
type Diagnose = Connect<PlaceDiagnosis, DiagnosisResources>;
type Dialects<Port, Resources = AdapterResources> = Readonly<Record<string, Connect<Port, Resources>>>;

const PUBLIC_SECURITY = {
  'collaboration-bus': createCollaborationBusPublicSecurity,
  'data-exchange': createDataExchangePublicSecurity,
} satisfies Dialects<PublicSecurityPort>;
const SOCIAL_INSURANCE = {
  'gbk-xml': createGbkXmlSocialInsurance,
  'national-cipher': createNationalCipherSocialInsurance,
  'exchange-table': createExchangeTableSocialInsurance,
  'file-drop': createFileDropSocialInsurance,
} satisfies Dialects<SocialInsurancePort>;
const HOUSING_FUND = {
  'pinyin-rest': createPinyinRestHousingFund,
  'settlement-node': createSettlementNodeHousingFund,
  'exchange-table': createExchangeTableHousingFund,
  'file-drop': createFileDropHousingFund,
} satisfies Dialects<HousingFundPort>;
const RECORD_INDEX: Dialects<RecordIndexPort> = { 'data-exchange': createDataExchangeRecordIndex };

/** How to look at a system of each dialect; beside the adapters, and for the same names. */
const DIAGNOSES = {
  'public-security': {
    'collaboration-bus': diagnoseCollaborationBus,
    'data-exchange': diagnoseDataExchange,
  } satisfies Record<keyof typeof PUBLIC_SECURITY, Diagnose>,
  'social-insurance': {
    'gbk-xml': diagnoseGbkXml,
    'national-cipher': diagnoseNationalCipher,
    'exchange-table': diagnoseExchangeTable,
    'file-drop': diagnoseFileDrop,
  } satisfies Record<keyof typeof SOCIAL_INSURANCE, Diagnose>,
  'housing-fund': {
    'pinyin-rest': diagnosePinyinRest,
    'settlement-node': diagnoseSettlementNode,
    'exchange-table': diagnoseExchangeTable,
    'file-drop': diagnoseFileDrop,
  } satisfies Record<keyof typeof HOUSING_FUND, Diagnose>,
};

/** The adapter of a place's public security system. @throws {TongbanError} naming the place and what is wrong with it. */
export const connectPublicSecurity: Connect<PublicSecurityPort> = connector(
  'public-security',
  PUBLIC_SECURITY,
);

/** The adapter of a place's social insurance system. @throws {TongbanError} naming the place and what is wrong with it. */
export const connectSocialInsurance: Connect<SocialInsurancePort> = connector(
  'social-insurance',
  SOCIAL_INSURANCE,
);

/** The adapter of a housing fund centre's system. @throws {TongbanError} naming the place and what is wrong with it. */
export const connectHousingFund: Connect<HousingFundPort> = connector('housing-fund', HOUSING_FUND);

/** The adapter of a national record index. @throws {TongbanError} saying what is wrong with its configuration. */
export const connectRecordIndex: Connect<RecordIndexPort> = connector('the record index', RECORD_INDEX);

/** Cases, as one place tells it what came of steps. @throws {TypeError} for a URL that is not http or https. */
export function connectCases(options: HttpCasesOptions): CasesPort {
  return new HttpCases(options);
}

/** How to look at the system of a place, by department. @throws {TongbanError} naming the place and what is wrong with it. */
export const connectDiagnosis = {
  'public-security': connector<PlaceDiagnosis, DiagnosisResources>(
    'public-security',
    DIAGNOSES['public-security'],
  ),
  'social-insurance': connector<PlaceDiagnosis, DiagnosisResources>(
    'social-insurance',
    DIAGNOSES['social-insurance'],
  ),
  'housing-fund': connector<PlaceDiagnosis, DiagnosisResources>('housing-fund', DIAGNOSES['housing-fund']),
} as const;

/** The departments in which a dialect is spoken. */
export function departmentsWithDialect(dialect: string): readonly (keyof typeof DIAGNOSES)[] {
  const departments = ['public-security', 'social-insurance', 'housing-fund'] as const;
  return departments.filter((department) => Object.hasOwn(DIAGNOSES[department], dialect));
}

function connector<Port, Resources = AdapterResources>(
  department: string,
  dialects: Dialects<Port, Resources>,
): Connect<Port, Resources> {
  return (place, resources) => {
    const connect = dialects[place.dialect];
    if (connect === undefined) {
      const known = Object.keys(dialects).join(', ');
      throw badPlace(
        place,
        `unknown dialect ${JSON.stringify(place.dialect)} of ${department}, known are ${known}`,
      );
    }
    try {
      return connect(place, resources);
    } catch (error) {
      throw badPlace(place, describe(error), error);
    }
  };
}

/** Zod names the option and what it must be, never the value, which may be a credential. */
function describe(error: unknown): string {
  if (error instanceof ZodError) {
    return error.issues
      .map(({ path, message }) => `${['options', ...path].join('.')}: ${message}`)
      .join('; ');
  }
  return error instanceof TypeError ? error.message : 'its configuration cannot be used';
}

function badPlace({ jurisdiction }: Place, reason: string, cause?: unknown): TongbanError {
  return new TongbanError('BAD_USER_INPUT', `place ${jurisdiction}: ${reason}`, { jurisdiction, cause });
}
