import type { Model, Required } from './Model.ts';

/**
 * Fields that require parts of an object, and the fields that lead to these: asked together, with others of the object that may
 * fail beside what is required of it.
 */
export const nestedRequirements = ({ types }: Model): readonly string[] =>
  types.flatMap(({ fields }) =>
    fields.flatMap(({ name, requires = [] }) => {
      const ways = requires.filter(isNested).map((required) => required.name);
      return ways.length === 0 ? [] : [name, ...ways];
    }),
  );

const isNested = ({ below }: Required): boolean => below !== undefined;
