import type { ReadVariable } from '../cost/CostNode.ts';

/** A request's variables, with the operation's defaults behind them. */
export function readVariables(
  variables: Readonly<Record<string, unknown>>,
  defaults: ReadonlyMap<string, unknown>,
): ReadVariable {
  return (name) => {
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    return value === undefined ? defaults.get(name) : value;
  };
}
