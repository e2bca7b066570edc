import type { z } from 'zod';
import type { ExchangedType, StateSubject } from './ExchangedType.ts';

interface ExchangedTypeOptions<Shape extends z.ZodType> {
  readonly shape: Shape;
  /** What may occur once in a state, by key; `key` names it in a fault. Default: anything may be repeated. */
  readonly unique?: { readonly key: string; readonly of: (record: z.output<Shape>) => string };
  /** Contents by facet, `null` where such a list means that nothing is held. */
  readonly toContents: (
    records: readonly z.output<Shape>[],
    subject: StateSubject,
  ) => Readonly<Record<string, string | null>>;
  readonly facets: readonly string[];
}

/** Makes a type of its shape and of the mapping of all its records together. */
export function defineExchangedType<Shape extends z.ZodType>({
  shape,
  unique,
  toContents,
  facets,
}: ExchangedTypeOptions<Shape>): ExchangedType {
  return {
    facets,
    open: () => {
      const placed: { readonly position: number; readonly record: z.output<Shape> }[] = [];
      const seen = new Set<string>();
      return {
        add: (record, position) => {
          const read = shape.safeParse(record);
          if (!read.success) return faultyKey(read.error);
          const key = unique?.of(read.data) ?? null;
          if (unique !== undefined && key !== null) {
            if (seen.has(key)) return unique.key;
            seen.add(key);
          }
          placed.push({ position, record: read.data });
          return null;
        },
        records: (subject) => {
          const { number, name, asOf } = subject;
          const records = placed
            .toSorted((one, other) => one.position - other.position)
            .map(({ record }) => record);
          return Object.entries(toContents(records, subject)).map(([facet, content]) => ({
            facet,
            kind: 'NATURAL_PERSON',
            number,
            name,
            asOf,
            content,
          }));
        },
      };
    },
  };
}

/** The last name on the path: keys of these shapes are words of the specification. */
function faultyKey(error: z.ZodError): string {
  const keys = error.issues[0]?.path.filter((step) => typeof step === 'string') ?? [];
  return keys.at(-1) ?? '';
}
