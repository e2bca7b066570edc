import { formatInstant } from '../../domain/formatInstant.ts';
import { maskName } from '../../domain/maskName.ts';
import { maskTail } from '../../domain/maskTail.ts';
import { createRecordResolvers } from './createRecordResolvers.ts';
import { declareRecordPlace } from './declareRecordPlace.ts';
import { findPersons } from './findPersons.ts';
import { listRecordPlaces } from './listRecordPlaces.ts';
import { locateRecords } from './locateRecords.ts';
import { RECORD_DEPARTMENT } from './recordDepartment.ts';
import type { Resolvers } from './resolvers.generated.ts';

export const resolvers: Resolvers = {
  Query: {
    me: (_, __, context) => context.findSelf(),
    person: async (_, { id }, context) => (await findPersons([id], context))[0] ?? null,
    persons: (_, { ids }, context) => findPersons(ids, context),
  },
  Mutation: {
    declareRecordPlace: (_, { input }, context) => declareRecordPlace(input, context),
  },
  Holder: {
    __resolveReference: ({ id }, { holders }) => holders.load(String(id)),
    maskedName: (holder, _, { vault }) => {
      const { kind, name } = vault.open(holder);
      return kind === 'NATURAL_PERSON' ? maskName(name) : name;
    },
    maskedNumber: (holder, _, { vault }) => maskTail(vault.open(holder).number),
    publicSecurity: (holder, args, context) => locateRecords('publicSecurity', holder, args.in, context),
    socialInsurance: (holder, args, context) => locateRecords('socialInsurance', holder, args.in, context),
    housingFund: (holder, args, context) => locateRecords('housingFund', holder, args.in, context),
    recordPlaces: (holder, _, context) => listRecordPlaces(holder, context),
    recordIndex: async (holder, _, { located }) => (await located.load(holder)).index,
  },
  RecordPlace: {
    department: ({ department }) => RECORD_DEPARTMENT[department],
    division: ({ jurisdiction }) => ({ code: jurisdiction }),
    locatedAt: ({ locatedAt }) => formatInstant(locatedAt),
  },
  RecordPlaceStatement: { statedAt: ({ statedAt }) => formatInstant(statedAt) },
  RecordIndexReport: {
    checkedAt: ({ checkedAt }) => (checkedAt === null ? null : formatInstant(checkedAt)),
  },
  PublicSecurityRecord: createRecordResolvers('publicSecurity'),
  SocialInsuranceRecord: createRecordResolvers('socialInsurance'),
  HousingFundRecord: createRecordResolvers('housingFund'),
};
