import {
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  isUnionType,
  parse,
  validate,
} from 'graphql';
import type { Dice } from './Dice.ts';
import type { DrawnOperation } from './DrawnOperation.ts';
import { drawArgument } from './drawArgument.ts';
import { introspections } from './introspections.ts';
import { nameOperation } from './nameOperation.ts';

const SKIPS = ['@skip(if: $no)', '@skip(if: $yes)', '@skip(if: false)', '@skip(if: $perhaps)'];
const INCLUDES = ['@include(if: $yes)', '@include(if: $no)', '@include(if: $perhaps)', '@include(if: true)'];
const ATTEMPTS = 30;

/** What is drawn other than queries and mutations with everything in them. */
interface Drawn {
  /** A query without directives and introspection. */
  readonly isPlain?: boolean;
  /** A subscription: one field. */
  readonly isSubscription?: boolean;
  /** Fields that are asked for more often than others. */
  readonly favoured?: ReadonlySet<string>;
}

/**
 * Draws an operation that is valid for a schema.
 */
export function drawOperation(schema: GraphQLSchema, dice: Dice, kind: Drawn = {}): DrawnOperation {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const drawn = new OperationDrawing(schema, dice, kind).draw();
    if (validate(schema, parse(drawn.source)).length === 0) return drawn;
  }
  return { source: '{ __typename }', variables: {} };
}

class OperationDrawing {
  readonly #schema: GraphQLSchema;
  readonly #dice: Dice;
  readonly #isPlain: boolean;
  readonly #isSubscription: boolean;
  readonly #favoured: ReadonlySet<string>;
  readonly #fragments: string[] = [];
  /** Types that these are about. */
  readonly #fragmentTypes: GraphQLCompositeType[] = [];
  /** Deep operations with many branches grow without end. */
  #budget: number;

  constructor(
    schema: GraphQLSchema,
    dice: Dice,
    { isPlain = false, isSubscription = false, favoured = new Set() }: Drawn,
  ) {
    this.#schema = schema;
    this.#dice = dice;
    this.#isPlain = isPlain;
    this.#isSubscription = isSubscription;
    this.#favoured = favoured;
    this.#budget = dice.between(4, 40);
  }

  draw(): DrawnOperation {
    const dice = this.#dice;
    const subscription = this.#isSubscription && this.#schema.getSubscriptionType();
    if (subscription) {
      const field = this.#field(dice.pick(Object.values(subscription.getFields())), 0);
      return nameOperation('subscription', `{ ${field} } ${this.#fragments.join(' ')}`, dice);
    }
    const mutation = this.#schema.getMutationType();
    const type = mutation && !this.#isPlain && dice.chance(0.25) ? mutation : this.#schema.getQueryType();
    if (!type) throw new TypeError('no query');
    const selections = this.#select(type, 0);
    const body = `{ ${selections} } ${this.#fragments.join(' ')}`;
    return nameOperation(type === mutation ? 'mutation' : 'query', body, dice);
  }

  #select(type: GraphQLCompositeType, depth: number): string {
    const dice = this.#dice;
    const parts: string[] = [];
    for (let index = dice.between(1, depth === 0 ? 3 : 5); index > 0; index--) {
      const part = this.#selectOne(type, depth);
      if (part !== '') parts.push(part);
    }
    const [first] = parts;
    // Fields that are written twice are one field.
    if (first !== undefined && dice.chance(0.08)) parts.push(first);
    return parts.length === 0 ? '__typename' : parts.join(' ');
  }

  #selectOne(type: GraphQLCompositeType, depth: number): string {
    const dice = this.#dice;
    this.#budget--;
    if (depth === 0 && type === this.#schema.getQueryType() && !this.#isPlain && dice.chance(0.06)) {
      return dice.pick(introspections);
    }
    if (this.#budget < 0 && isUnionType(type)) return '__typename';
    if (dice.chance(0.12)) return dice.pick(['__typename', 'kind: __typename', 'id: __typename']);
    if (
      this.#budget > 0 &&
      (isAbstractType(type) ? dice.chance(isUnionType(type) ? 1 : 0.5) : dice.chance(0.12))
    ) {
      return this.#fragment(type, depth);
    }
    if (isUnionType(type)) return '__typename';
    const fields = Object.values(type.getFields()).filter(
      (field) => this.#budget > 0 || !isCompositeType(getNamedType(field.type)),
    );
    const favoured = fields.filter(({ name }) => this.#favoured.has(name));
    const chosen = favoured.length > 0 && dice.chance(0.4) ? favoured : fields;
    return chosen.length === 0 ? '__typename' : this.#field(dice.pick(chosen), depth);
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const dice = this.#dice;
    const args = field.args.flatMap((argument) => this.#argument(argument));
    const given = args.length === 0 ? '' : `(${args.join(', ')})`;
    // Now and then under the name of another field, or of a key.
    const alias = dice.chance(0.2)
      ? `${dice.pick(['a', 'b', 'id', 'code', 'same1', `${field.name}x`])}: `
      : '';
    const named = getNamedType(field.type);
    const below = isCompositeType(named) ? ` { ${this.#select(named, depth + 1)} }` : '';
    const directive = this.#isSubscription && depth === 0 ? '' : this.#directive();
    return `${alias}${field.name}${given}${directive}${below}`;
  }

  #argument(argument: GraphQLArgument): string[] {
    const isRequired = isNonNullType(argument.type) && argument.defaultValue === undefined;
    if (!isRequired && this.#dice.chance(0.4)) return [];
    return [`${argument.name}: ${drawArgument(argument, this.#dice)}`];
  }

  #fragment(type: GraphQLCompositeType, depth: number): string {
    const dice = this.#dice;
    const types = Object.values(this.#schema.getTypeMap()).filter(
      (one): one is GraphQLCompositeType =>
        (isObjectType(one) || isInterfaceType(one) || isUnionType(one)) && this.#overlaps(one, type),
    );
    // An interface of which clients see no type.
    if (types.length === 0) return '__typename';
    const told = this.#fragmentTypes.flatMap((one, index) => (types.includes(one) ? [index + 1] : []));
    if (told.length > 0 && dice.chance(0.25)) return `...F${dice.pick(told)}${this.#directive()}`;
    const inner = dice.pick(types);
    const selections = this.#select(inner, depth + 1);
    if (dice.chance(0.2)) {
      const name = `F${this.#fragments.length + 1}`;
      this.#fragmentTypes.push(inner);
      this.#fragments.push(`fragment ${name} on ${inner.name} { ${selections} }`);
      return `...${name}${this.#directive()}`;
    }
    const on = inner === type && dice.chance(0.5) ? '' : ` on ${inner.name}`;
    return `...${on}${this.#directive()} { ${selections} }`;
  }

  #overlaps(one: GraphQLCompositeType, other: GraphQLCompositeType): boolean {
    const possible = (type: GraphQLCompositeType) =>
      isAbstractType(type) ? this.#schema.getPossibleTypes(type) : [type];
    return possible(one).some((type) => possible(other).includes(type));
  }

  #directive(): string {
    const dice = this.#dice;
    if (this.#isPlain || !dice.chance(0.08)) return '';
    return dice.chance(0.3)
      ? ` ${dice.pick(SKIPS)} ${dice.pick(INCLUDES)}`
      : ` ${dice.pick([...SKIPS, ...INCLUDES])}`;
  }
}
