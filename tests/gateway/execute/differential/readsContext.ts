import { parse, visit } from 'graphql';
import { contextFields } from './contextFields.ts';
import type { DrawnOperation } from './DrawnOperation.ts';
import type { Model } from './Model.ts';

/** Whether an operation asks for a field that reads an argument from above, by name. */
export function readsContext({ source }: Pick<DrawnOperation, 'source'>, model: Model): boolean {
  const { readers } = contextFields(model);
  let isFound = false;
  visit(parse(source), {
    Field: ({ name }) => {
      isFound ||= readers.has(name.value);
    },
  });
  return isFound;
}
