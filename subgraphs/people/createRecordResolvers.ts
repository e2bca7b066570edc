import type { Department } from '../../domain/department.ts';
import { isDivisionCode } from '../../domain/divisionCode.ts';
import { formatInstant } from '../../domain/formatInstant.ts';
import type { SubgraphContext } from './createContext.ts';
import type { LocatedRecord } from './LocatedRecord.ts';
import { locateRecords } from './locateRecords.ts';
import type {
  HousingFundRecordResolvers,
  PublicSecurityRecordResolvers,
  SocialInsuranceRecordResolvers,
} from './resolvers.generated.ts';

type RecordResolvers = PublicSecurityRecordResolvers &
  SocialInsuranceRecordResolvers &
  HousingFundRecordResolvers;

/** The resolvers of one department's record type; the three are alike but for where they look. */
export function createRecordResolvers(department: Department): RecordResolvers {
  return {
    __resolveReference: (reference, context) => findRecord(department, reference, context),
    holderId: ({ holder }) => holder.id,
    identity: ({ holder, jurisdiction }, _, { sealer }) => sealer.seal(holder, jurisdiction),
    division: ({ jurisdiction }) => ({ code: jurisdiction }),
    locatedAt: ({ locatedAt }) => formatInstant(locatedAt),
  };
}

/** `null` where the locator knows no such record; the seal is made anew, so a wrong one is never handed on. */
async function findRecord(
  department: Department,
  { holderId, jurisdiction }: { readonly holderId: string; readonly jurisdiction: string },
  context: SubgraphContext,
): Promise<LocatedRecord | null> {
  const holder = await context.holders.load(String(holderId));
  if (holder === null || !isDivisionCode(jurisdiction)) return null;

  const [record] = await locateRecords(department, holder, [jurisdiction], context);
  return record ?? null;
}
