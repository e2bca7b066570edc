import { formatInstant } from '../../domain/formatInstant.ts';
import { maskName } from '../../domain/maskName.ts';
import { openRecord } from '../jurisdiction/openRecord.ts';
import { startSelected } from '../jurisdiction/startSelected.ts';
import type { Resolvers } from './resolvers.generated.ts';

export const resolvers: Resolvers = {
  PublicSecurityRecord: {
    __resolveReference: async (reference, context, info) => {
      const record = openRecord(reference, context.door);
      startSelected('PublicSecurityRecord', info, {
        hukou: () => context.hukou.load(record.holder),
        identityCard: () => context.identityCard.load(record.holder),
        residencePermit: () => context.residencePermit.load(record.holder),
        vehicles: () => context.vehicles.load(record.holder),
      });
      const known = await context.records.load(record.holder);
      return known && { ...record, asOf: known.asOf };
    },
    asOf: ({ asOf }) => formatInstant(asOf),
    hukou: ({ holder }, _, { hukou }) => hukou.load(holder),
    identityCard: ({ holder }, _, { identityCard }) => identityCard.load(holder),
    residencePermit: ({ holder }, _, { residencePermit }) => residencePermit.load(holder),
    vehicles: ({ holder }, _, { vehicles }) => vehicles.load(holder),
  },
  HukouRecord: {
    asOf: ({ asOf }) => formatInstant(asOf),
    headOfHousehold: ({ headName }) => ({ name: headName, relationToHead: 'HEAD' }),
  },
  HouseholdMember: {
    maskedName: ({ name }) => maskName(name),
  },
  ResidentIdCard: {
    asOf: ({ asOf }) => formatInstant(asOf),
    validUntil: ({ validity }) => (validity.longTerm ? null : validity.validUntil),
    longTerm: ({ validity }) => validity.longTerm,
  },
  ResidencePermit: {
    asOf: ({ asOf }) => formatInstant(asOf),
  },
  Vehicle: {
    asOf: ({ asOf }) => formatInstant(asOf),
  },
};
