import type { Dice } from './Dice.ts';
import type { Model, ModelField, ModelType, Required } from './Model.ts';

const LEAVES = ['Int', 'String', 'Float', 'Boolean', 'ID', 'Tone', 'Json'];
/** Levels below what is named first. */
const DEPTH = 2;

/** Draws what a service names of an object for `@requires` or `@provides`: leaves, parts of what is below it, parts by type. */
export class PartsDrawing {
  /** All fields that it names. */
  readonly fields: ModelField[] = [];
  readonly #known: Pick<Model, 'types' | 'abstracts'>;
  readonly #service: string;
  readonly #dice: Dice;
  readonly #mayName: (field: ModelField, on: ModelType) => boolean;

  /** @param mayName - whether the service may name a field of a type. */
  constructor(
    known: Pick<Model, 'types' | 'abstracts'>,
    service: string,
    dice: Dice,
    mayName: (field: ModelField, on: ModelType) => boolean,
  ) {
    this.#known = known;
    this.#service = service;
    this.#dice = dice;
    this.#mayName = mayName;
  }

  /** @param named - a type, an interface or a union. @returns nothing where nothing can be named of it. */
  below(named: string, depth = 0): readonly Required[] {
    const { types, abstracts } = this.#known;
    const type = types.find(({ name, homes }) => name === named && homes.has(this.#service));
    if (type !== undefined) return this.#of(type, depth);
    const members = abstracts.find(({ name }) => name === named)?.members.get(this.#service) ?? [];
    return this.#dice
      .some(members, 1)
      .slice(0, 2)
      .flatMap((member) => this.below(member, depth).map((part) => ({ ...part, on: member })));
  }

  #of(type: ModelType, depth: number): readonly Required[] {
    const fit = type.fields.filter((field) => this.#mayName(field, type));
    const leaves = this.#dice.some(fit.filter(({ named }) => LEAVES.includes(named))).slice(0, 2);
    this.fields.push(...leaves);
    const parts = leaves.map(({ name }): Required => ({ name }));
    const ways = fit.filter(({ named }) => !LEAVES.includes(named));
    if (depth === DEPTH || ways.length === 0 || this.#dice.chance(0.4)) return parts;
    const way = this.#dice.pick(ways);
    const below = this.below(way.named, depth + 1);
    if (below.length === 0) return parts;
    this.fields.push(way);
    return [...parts, { name: way.name, below }];
  }
}
