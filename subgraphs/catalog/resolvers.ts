import { beijingDay } from '../../domain/beijingDay.ts';
import { isDivisionCode, provinceOf } from '../../domain/divisionCode.ts';
import { formatInstant } from '../../domain/formatInstant.ts';
import { parseDivisionArgument } from '../serving/parseDivisionArgument.ts';
import { allianceResolvers } from './allianceResolvers.ts';
import { availabilityQueries } from './availabilityQueries.ts';
import { availabilityResolvers } from './availabilityResolvers.ts';
import { findChanges } from './findChanges.ts';
import { isPublished } from './isPublished.ts';
import { pageServiceItems } from './pageServiceItems.ts';
import { parseDayArgument } from './parseDayArgument.ts';
import { referenceQueries } from './referenceQueries.ts';
import { referenceResolvers } from './referenceResolvers.ts';
import type { Resolvers } from './resolvers.generated.ts';

export const resolvers: Resolvers = {
  Query: {
    divisions: (_, { level }, { snapshot }) =>
      snapshot.divisions.divisions.filter((division) => !level || division.level === level),
    division: (_, { code }, { snapshot }) => snapshot.divisions.find(parseDivisionArgument('code', code)),
    catalogue: (_, __, { snapshot }) => snapshot.version,
    catalogueVersion: (_, { on }, { versions, now }) =>
      versions.findInForce(on === null || on === undefined ? beijingDay(now()) : parseDayArgument('on', on)),
    catalogueVersions: async (_, __, { versions }) => (await versions.listVersions()).filter(isPublished),
    catalogueChanges: (_, input, context) => findChanges(input, context),
    serviceItems: (_, input, context) => pageServiceItems(input, context),
    serviceItem: (_, { code }, { items }) => items.load(code),
    ...availabilityQueries,
    ...referenceQueries,
  },
  CatalogueVersion: {
    validFrom: ({ publication }) => publication.validFrom,
    importedAt: ({ importedAt }) => formatInstant(importedAt),
    publishedAt: ({ publication }) => formatInstant(publication.publishedAt),
  },
  ServiceItemConnection: {
    nodes: ({ edges }) => edges.map(({ node }) => node),
    totalCount: ({ version, filter }, _, { itemStore }) => itemStore.countItems(version, filter),
  },
  Division: {
    __resolveReference: ({ code }, { snapshot }) =>
      isDivisionCode(code) ? snapshot.divisions.find(code) : null,
    province: ({ code, level }, _, { snapshot }) =>
      level === 'PROVINCE' ? null : snapshot.divisions.find(provinceOf(code)),
  },
  ServiceItem: {
    __resolveReference: ({ code }, { items }) => items.load(code),
  },
  ...allianceResolvers,
  ...availabilityResolvers,
  ...referenceResolvers,
};
