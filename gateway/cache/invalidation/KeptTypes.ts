import { isObjectType } from 'graphql';
import type { CachedGeneration } from '../CacheParts.ts';

/** As what objects of one type may be kept. */
export interface KeptType {
  /** Names that subgraphs may know them by: their own, and those of interfaces, as an interface object. */
  readonly names: readonly string[];
  /** Fields of keys under any of these. */
  readonly keyFields: ReadonlySet<string>;
}

/** Tells how the subgraphs of which something is kept know objects; each type is looked at once. */
export class KeptTypes {
  readonly #services: readonly string[];
  readonly #generation: Pick<CachedGeneration, 'facts' | 'supergraphSchema'>;
  readonly #known = new Map<string, KeptType>();

  constructor(services: readonly string[], generation: Pick<CachedGeneration, 'facts' | 'supergraphSchema'>) {
    this.#services = services;
    this.#generation = generation;
  }

  /** @param typename - of an object. */
  of(typename: string): KeptType {
    const known = this.#known.get(typename);
    if (known !== undefined) return known;
    const type = this.#generation.supergraphSchema.getType(typename);
    const interfaces = isObjectType(type) ? type.getInterfaces().map(({ name }) => name) : [];
    const names = [typename, ...interfaces].filter((name) => this.#fieldsOf(name).length > 0);
    const kept = { names, keyFields: new Set(names.flatMap((name) => this.#fieldsOf(name))) };
    this.#known.set(typename, kept);
    return kept;
  }

  /** Only plain ones: others name no entity in an answer. */
  #fieldsOf(name: string): readonly string[] {
    const keys = this.#services.flatMap((service) => this.#generation.facts.keysOf(service, name));
    return keys.flatMap((key) => key.flatMap(([field, ...rest]) => (rest.length === 0 ? [field ?? ''] : [])));
  }
}
