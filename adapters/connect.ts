import { ZodError } from 'zod';
import { TongbanError } from '../domain/TongbanError.ts';
import type { AdapterResources } from './AdapterResources.ts';
import { createExchangeTableHousingFund } from './housing-fund/exchange-table/createExchangeTableHousingFund.ts';
import { createFileDropHousingFund } from './housing-fund/file-drop/createFileDropHousingFund.ts';
import { createPinyinRestHousingFund } from './housing-fund/pinyin-rest/createPinyinRestHousingFund.ts';
import type { HousingFundPort } from './housing-fund/port.ts';
import type { Place } from './Place.ts';
import { createCollaborationBusPublicSecurity } from './public-security/collaboration-bus/createCollaborationBusPublicSecurity.ts';
import { createDataExchangePublicSecurity } from './public-security/data-exchange/createDataExchangePublicSecurity.ts';
import type { PublicSecurityPort } from './public-security/port.ts';
import { createExchangeTableSocialInsurance } from './social-insurance/exchange-table/createExchangeTableSocialInsurance.ts';
import { createFileDropSocialInsurance } from './social-insurance/file-drop/createFileDropSocialInsurance.ts';
import { createGbkXmlSocialInsurance } from './social-insurance/gbk-xml/createGbkXmlSocialInsurance.ts';
import { createNationalCipherSocialInsurance } from './social-insurance/national-cipher/createNationalCipherSocialInsurance.ts';
import type { SocialInsurancePort } from './social-insurance/port.ts';

type Connect<Port> = (place: Place, resources: AdapterResources) => Port;
type Dialects<Port> = Readonly<Record<string, Connect<Port>>>;

const PUBLIC_SECURITY: Dialects<PublicSecurityPort> = {
  'collaboration-bus': createCollaborationBusPublicSecurity,
  'data-exchange': createDataExchangePublicSecurity,
};
const SOCIAL_INSURANCE: Dialects<SocialInsurancePort> = {
  'gbk-xml': createGbkXmlSocialInsurance,
  'national-cipher': createNationalCipherSocialInsurance,
  'exchange-table': createExchangeTableSocialInsurance,
  'file-drop': createFileDropSocialInsurance,
};
const HOUSING_FUND: Dialects<HousingFundPort> = {
  'pinyin-rest': createPinyinRestHousingFund,
  'exchange-table': createExchangeTableHousingFund,
  'file-drop': createFileDropHousingFund,
};

/** The adapter of a place's public security system. @throws {TongbanError} naming the place and what is wrong with it. */
export const connectPublicSecurity: Connect<PublicSecurityPort> = connector(PUBLIC_SECURITY);

/** The adapter of a place's social insurance system. @throws {TongbanError} naming the place and what is wrong with it. */
export const connectSocialInsurance: Connect<SocialInsurancePort> = connector(SOCIAL_INSURANCE);

/** The adapter of a housing fund centre's system. @throws {TongbanError} naming the place and what is wrong with it. */
export const connectHousingFund: Connect<HousingFundPort> = connector(HOUSING_FUND);

function connector<Port>(dialects: Dialects<Port>): Connect<Port> {
  return (place, resources) => {
    const connect = dialects[place.dialect];
    if (connect === undefined) {
      const known = Object.keys(dialects).join(', ');
      throw badPlace(place, `unknown dialect ${JSON.stringify(place.dialect)}, known are ${known}`);
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
    return error.issues.map(({ path, message }) => `options.${path.join('.')}: ${message}`).join('; ');
  }
  return error instanceof TypeError ? error.message : 'its configuration cannot be used';
}

function badPlace({ jurisdiction }: Place, reason: string, cause?: unknown): TongbanError {
  return new TongbanError('BAD_USER_INPUT', `place ${jurisdiction}: ${reason}`, { jurisdiction, cause });
}
