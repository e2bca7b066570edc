import type { ModelType } from './Model.ts';

/** Entities that roots do not lead to: whatever leads to them sets contexts. */
export interface Nesting {
  readonly nested: ReadonlySet<string>;
  /** Services where contexts are set and read. */
  readonly services: readonly string[];
}

/** Whether fields of a type may answer with nested entities: it can set every context, or is nested itself. */
export const mayLeadToNested = ({ name, kind, homes }: ModelType, { nested, services }: Nesting): boolean =>
  kind === 'entity' && (nested.has(name) || services.every((service) => homes.has(service)));
