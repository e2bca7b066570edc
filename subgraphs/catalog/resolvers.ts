import { isDivisionCode, provinceOf } from '../../domain/divisionCode.ts';
import { parseDivisionArgument } from '../serving/parseDivisionArgument.ts';
import { pageServiceItems } from './pageServiceItems.ts';
import type { Resolvers } from './resolvers.generated.ts';

export const resolvers: Resolvers = {
  Query: {
    divisions: (_, { level }, { catalog }) =>
      catalog.divisions.filter((division) => !level || division.level === level),
    division: (_, { code }, { catalog }) => catalog.findDivision(parseDivisionArgument('code', code)),
    serviceItems: (_, { category = null, subject = null, first, after = null }, { catalog }) =>
      pageServiceItems(catalog.serviceItems, { category, subject, first, after }),
    serviceItem: (_, { code }, { catalog }) => catalog.findServiceItem(code),
  },
  Division: {
    __resolveReference: ({ code }, { catalog }) => (isDivisionCode(code) ? catalog.findDivision(code) : null),
    province: ({ code, level }, _, { catalog }) =>
      level === 'PROVINCE' ? null : catalog.findDivision(provinceOf(code)),
  },
  ServiceItem: {
    __resolveReference: ({ code }, { catalog }) => catalog.findServiceItem(code),
  },
};
