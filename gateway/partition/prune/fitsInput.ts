import { coerceInputValue, type GraphQLInputType } from 'graphql';
import { dropUnknownNulls } from './dropUnknownNulls.ts';

/** Whether an endpoint takes the value: every enum value, input field and scalar form in it is known there. */
export function fitsInput(value: unknown, type: GraphQLInputType): boolean {
  let fits = true;
  const refuse = () => {
    fits = false;
  };
  coerceInputValue(dropUnknownNulls(value, type), type, refuse, true);
  return fits;
}
