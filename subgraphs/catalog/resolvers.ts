import { beijingDay } from '../../domain/beijingDay.ts';
import { isDivisionCode, provinceOf } from '../../domain/divisionCode.ts';
import { formatInstant } from '../../domain/formatInstant.ts';
import { parseDivisionArgument } from '../serving/parseDivisionArgument.ts';
import { allianceResolvers } from './alliances/allianceResolvers.ts';
import { availabilityQueries } from './availability/availabilityQueries.ts';
import { availabilityResolvers } from './availability/availabilityResolvers.ts';
import { parseDayArgument } from './calendar/parseDayArgument.ts';
import { pageServiceItems } from './items/pageServiceItems.ts';
import { procedureQueries } from './procedures/procedureQueries.ts';
import { procedureResolvers } from './procedures/procedureResolvers.ts';
import { referenceQueries } from './references/referenceQueries.ts';
import { referenceResolvers } from './references/referenceResolvers.ts';
import type { Resolvers } from './resolvers.generated.ts';
import { isPublished } from './versions/isPublished.ts';
import { pageChanges } from './versions/pageChanges.ts';

export const resolvers: Resolvers = {
  Query: {
    divisions: (_, { level }, { snapshot }) =>
      snapshot.divisions.divisions.filter((division) => !level || division.level === level),
    division: (_, { code }, { snapshot }) => snapshot.divisions.find(parseDivisionArgument('code', code)),
    catalogue: (_, __, { snapshot }) => snapshot.version,
    catalogueVersion: (_, { on }, { versions, now }) =>
      versions.findInForce(on === null || on === undefined ? beijingDay(now()) : parseDayArgument('on', on)),
    catalogueVersions: async (_, __, { versions }) => (await versions.listVersions()).filter(isPublished),
    catalogueChanges: (_, input, context) => pageChanges(input, context),
    serviceItems: (_, input, context) => pageServiceItems(input, context),
    serviceItemGroups: (_, __, { snapshot }) => snapshot.itemGroups,
    serviceItem: (_, { code }, { items }) => items.load(code),
    ...availabilityQueries,
    ...procedureQueries,
    ...referenceQueries,
  },
  CatalogueVersion: {
    validFrom: ({ publication }) => publication.validFrom,
    importedAt: ({ importedAt }) => formatInstant(importedAt),
    publishedAt: ({ publication }) => formatInstant(publication.publishedAt),
  },
  CatalogueChangeConnection: {
    nodes: ({ edges }) => edges.map(({ node }) => node),
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
    formSchema: async ({ version, code }, _, { indexes }) =>
      (await indexes.load(version)).formOf(code)?.schema ?? null,
    partyRoles: async ({ version, code }, _, { indexes }) =>
      (await indexes.load(version)).formOf(code)?.parties ?? null,
    procedures: async ({ version, code }, _, { indexes }) => (await indexes.load(version)).proceduresOf(code),
  },
  ...allianceResolvers,
  ...availabilityResolvers,
  ...procedureResolvers,
  ...referenceResolvers,
};
