import type { Row } from './identityOf.ts';
import type { Required } from './Model.ts';

type Parts = readonly Required[];

/** What the way to an object provides (`@provides`): its service tells these fields itself, and is sent none of them. */
export class ProvidedParts {
  readonly #parts: Parts;

  private constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The same objects, which know what they are given by. */
  static give(value: unknown, parts: Parts): unknown {
    if (Array.isArray(value)) return value.map((item: unknown) => ProvidedParts.give(item, parts));
    if (value === null || typeof value !== 'object' || !('__typename' in value)) return value;
    const own = parts.filter(({ on }) => on === undefined || on === value.__typename);
    return { ...value, provided: new ProvidedParts(own) };
  }

  static has(row: Row, name: string): boolean {
    return ProvidedParts.#of(row).some((part) => part.name === name);
  }

  /** Of what a field of an object leads to. */
  static below(row: Row, name: string): Parts {
    return ProvidedParts.#of(row).flatMap((part) => (part.name === name ? (part.below ?? []) : []));
  }

  static #of({ provided }: Row): Parts {
    return provided instanceof ProvidedParts ? provided.#parts : [];
  }
}
