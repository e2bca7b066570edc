/**
 * Coerces values of the built-in scalars as `serialize` of graphql-js does with what came as JSON. That throws what it refuses,
 * and an answer may hold 100,000 values of which none is of its type.
 *
 * @returns `undefined` for a value that the type cannot hold.
 */
export const coerceBuiltIn: Readonly<Record<string, (value: unknown) => unknown>> = {
  Int: (value) => {
    const number = toNumber(value);
    // Of 32 bits; -0 is one of them.
    return typeof number === 'number' && number === (number | 0) ? number : undefined;
  },
  Float: (value) => {
    const number = toNumber(value);
    return Number.isFinite(number) ? number : undefined;
  },
  String: (value) => (typeof value === 'boolean' || Number.isFinite(value) ? String(value) : toText(value)),
  ID: (value) => (Number.isInteger(value) ? String(value) : toText(value)),
  Boolean: (value) => {
    if (typeof value === 'boolean') return value;
    return Number.isFinite(value) ? value !== 0 : undefined;
  },
};

function toNumber(value: unknown): unknown {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'string' && value !== '' ? Number(value) : value;
}

const toText = (value: unknown) => (typeof value === 'string' ? value : undefined);
