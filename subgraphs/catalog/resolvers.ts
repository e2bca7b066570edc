import { isDivisionCode, provinceOf } from '../../domain/divisionCode.ts';
import { parseDivisionArgument } from '../serving/parseDivisionArgument.ts';
import type { Resolvers } from './resolvers.generated.ts';

export const resolvers: Resolvers = {
  Query: {
    divisions: (_, { level }, { snapshot }) =>
      snapshot.divisions.divisions.filter((division) => !level || division.level === level),
    division: (_, { code }, { snapshot }) => snapshot.divisions.find(parseDivisionArgument('code', code)),
    serviceItem: (_, { code }, { items }) => items.load(code),
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
};
