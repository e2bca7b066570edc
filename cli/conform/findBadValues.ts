import type { Selection } from './RecordContract.ts';

/** Forms of our scalars, as the SDL describes them. */
const FORMS: Readonly<Record<string, RegExp>> = {
  Yuan: /^-?\d+\.\d{2}$/,
  Percent: /^-?\d+\.\d{2}$/,
  Date: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  YearMonth: /^\d{4}-(0[1-9]|1[0-2])$/,
  DateTime: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/,
  DivisionCode: /^\d{6}$/,
};

interface ValueForms {
  readonly selection: Selection;
  /** Values by the enum's name. */
  readonly enums: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Paths, without indices, of values that have not the form of their type; the values themselves are told to nobody. */
export function findBadValues(
  value: unknown,
  { selection, enums }: ValueForms,
  path = '',
): readonly string[] {
  if (Array.isArray(value))
    return value.flatMap((item: unknown) => findBadValues(item, { selection, enums }, path));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]: [string, unknown]) => {
    const selected = selection.get(key);
    if (selected === undefined || child === null) return [];
    const here = path === '' ? key : `${path}.${key}`;
    if (selected.children !== null) {
      return findBadValues(child, { selection: selected.children, enums }, here);
    }
    const leaves: readonly unknown[] = Array.isArray(child) ? child : [child];
    return leaves.every((leaf) => leaf === null || isWellFormed(leaf, selected.type, enums)) ? [] : [here];
  });
}

function isWellFormed(leaf: unknown, type: string, enums: ValueForms['enums']): boolean {
  const form = FORMS[type];
  if (form !== undefined) return typeof leaf === 'string' && form.test(leaf);
  const values = enums.get(type);
  return values === undefined || (typeof leaf === 'string' && values.has(leaf));
}
