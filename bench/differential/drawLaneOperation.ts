import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { Dice } from '../../tests/gateway/execute/differential/Dice.ts';
import type { DrawnOperation } from '../../tests/gateway/execute/differential/DrawnOperation.ts';
import { drawArgument } from '../../tests/gateway/execute/differential/drawArgument.ts';
import type { Model } from '../../tests/gateway/execute/differential/Model.ts';
import { nameOperation } from '../../tests/gateway/execute/differential/nameOperation.ts';

type Field = GraphQLField<unknown, unknown>;

const CONDITIONS = ['@include(if: $yes)', '@skip(if: $no)', '@include(if: $no)', '@skip(if: $yes)'];
const DEEPEST = 4;

/** Draws a query as everyday clients write them: plain types, each field once, those of one subgraph together. */
export function drawLaneOperation(schema: GraphQLSchema, model: Model, dice: Dice): DrawnOperation {
  const query = schema.getQueryType();
  if (!query) throw new TypeError('no query');
  const drawing = new LaneDrawing(model, dice);
  return nameOperation('query', `{ ${drawing.select(query, 0)} }`, dice);
}

class LaneDrawing {
  readonly #model: Model;
  readonly #dice: Dice;
  #aliases = 0;

  constructor(model: Model, dice: Dice) {
    this.#model = model;
    this.#dice = dice;
  }

  select(type: GraphQLObjectType, depth: number): string {
    const dice = this.#dice;
    const fields = Object.values(type.getFields()).filter(({ type: of }) => {
      const named = getNamedType(of);
      return !isAbstractType(named) && (depth < DEEPEST || !isCompositeType(named));
    });
    const chosen = dice.some(fields, 1).slice(0, dice.between(depth === 0 ? 2 : 1, depth === 0 ? 3 : 5));
    if (chosen.length === 0) return '__typename';
    const written = this.#together(type, chosen).map((field) => this.#field(field, depth));
    if (dice.chance(0.15)) written.unshift('__typename');
    if (dice.chance(0.1)) return `... on ${type.name} { ${written.join(' ')} }`;
    return written.join(' ');
  }

  /** Subgraph by subgraph. */
  #together({ name }: GraphQLObjectType, fields: readonly Field[]): readonly Field[] {
    const known = this.#model.types.find((type) => type.name === name)?.fields ?? [];
    const ownerOf = (field: Field) => known.find((one) => one.name === field.name)?.owners.join() ?? '';
    const owners = [...new Set(fields.map(ownerOf))];
    if (this.#dice.chance(0.5)) owners.reverse();
    return owners.flatMap((owner) => fields.filter((field) => ownerOf(field) === owner));
  }

  #field(field: Field, depth: number): string {
    const dice = this.#dice;
    const args = field.args.flatMap((argument) => {
      const isRequired = isNonNullType(argument.type) && argument.defaultValue === undefined;
      if (!isRequired && dice.chance(0.5)) return [];
      return [`${argument.name}: ${drawArgument(argument, dice)}`];
    });
    const given = args.length === 0 ? '' : `(${args.join(', ')})`;
    this.#aliases++;
    const alias = dice.chance(0.15) ? `x${this.#aliases}: ` : '';
    const condition = dice.chance(0.12) ? ` ${dice.pick(CONDITIONS)}` : '';
    const named = getNamedType(field.type);
    const below = isObjectType(named) ? ` { ${this.select(named, depth + 1)} }` : '';
    return `${alias}${field.name}${given}${condition}${below}`;
  }
}
