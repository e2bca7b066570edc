import { createHash } from 'node:crypto';
import { parseType, type TypeNode } from 'graphql';
import { Dice } from './Dice.ts';
import { identityOf, type Row } from './identityOf.ts';
import type { Model, ModelField, Required } from './Model.ts';
import { membersOf } from './membersOf.ts';
import { ProvidedParts } from './ProvidedParts.ts';
import { typeOf } from './typeOf.ts';

/** What is required of objects of another type. */
const OTHER = 'of another type';

type Arguments = Readonly<Record<string, unknown>>;

/** How often a field that nobody else needs fails, or is null where it may not be. */
const TROUBLE = 0.12;

/** The same of what somebody needs: seldom anybody asks for both. */
const REQUIRED_TROUBLE = 0.3;

/** What all fields of a model are worth: chance, but the same for whoever asks. */
export class World {
  readonly #model: Model;
  readonly #seed: string;
  readonly #labels: readonly string[];
  readonly #isTroubled: boolean;
  readonly #isMild: boolean;
  /** Whether what others require fails, too. */
  readonly #failsRequired: boolean;
  /** Mutations so far: what any of them answers depends on those before it. */
  readonly log: string[] = [];
  /** What services were asked for, as coordinates. */
  readonly asked = new Set<string>();

  /**
   * @param labels - of `@override`, those that hold.
   * @param isMild - without failures, and with leaves as most subgraphs write them.
   */
  constructor(model: Model, seed: string, labels: readonly string[], isMild = false) {
    this.#model = model;
    this.#labels = labels;
    this.#seed = seed;
    this.#isMild = isMild;
    this.#isTroubled = !isMild && diceOf(`${seed} trouble`).chance(0.5);
    this.#failsRequired = diceOf(`${seed} trouble of what is required`).chance(0.4);
  }

  /**
   * What a field is worth.
   *
   * @param service - who is asked; `null` for one schema without services.
   * @throws {Error} where the field is broken.
   */
  answer(typeName: string, field: ModelField, row: Row, args: Arguments, service: string | null): unknown {
    const at = ['Query', 'Mutation', 'Subscription'].includes(typeName) ? '' : identityOf(row);
    if (service !== null) this.asked.add(`${typeName}.${field.name}`);
    const own = service === null ? args : withoutHidden(args);
    if (typeName === 'Mutation') this.log.push(`${field.name}${JSON.stringify(own)}`);
    const told = withContext(field, own);
    const history = typeName === 'Mutation' ? this.log.join() : '';
    // Whoever had the field before requires and provides nothing.
    const teller = service === field.override?.from ? null : service;
    const required = field.requires?.map((one) => this.#required(typeName, one, row, teller));
    const wrong = service !== null && this.#isRetired(field, service) ? 'retired' : '';
    const about = `${this.#seed} ${field.name} ${at} ${JSON.stringify(told)} ${history} ${JSON.stringify(required)}${wrong}`;
    const dice = diceOf(about);
    const [owner = ''] = field.owners;
    if (this.isForgotten(typeName, row, owner)) return null;
    const isCalm = field.isCalm && !(field.isRequired && this.#failsRequired);
    const isTroubled = this.#isTroubled && !isCalm;
    if (isTroubled && dice.chance(field.isRequired ? REQUIRED_TROUBLE : TROUBLE)) throw new Error('broken');
    const value = this.#draw(parseType(field.type), field, dice, `${field.name}@${at}`, isTroubled);
    const given = [...(field.provides ?? []), ...(at === '' ? [] : ProvidedParts.below(row, field.name))];
    return teller === null || given.length === 0 ? value : ProvidedParts.give(value, given);
  }

  /** Whether a service knows nothing of an entity. */
  isForgotten(typeName: string, row: Row, service: string): boolean {
    const type = this.#model.types.find(({ name }) => name === typeName);
    if (!type?.forgetful?.includes(service) || this.#isMild) return false;
    return diceOf(`${this.#seed} ${service} knows ${identityOf(row)}`).chance(0.3);
  }

  #isRetired({ override, owners }: ModelField, service: string): boolean {
    if (override === undefined) return false;
    const { from, label } = override;
    const isMoved = label === undefined || this.#labels.includes(label);
    return isMoved ? service === from : owners.includes(service);
  }

  /** In a service, what came with the representation; in one schema, what those fields are worth. */
  #required(typeName: string, required: Required, row: Row, service: string | null): unknown {
    // What the way to an object provides, its service tells itself.
    if (service !== null && !ProvidedParts.has(row, required.name)) return pick(row[required.name], required);
    const field = this.#model.types
      .find(({ name }) => name === this.#concrete(typeName, row))
      ?.fields.find(({ name }) => name === required.name);
    if (field === undefined) throw new TypeError(`no ${typeName}.${required.name}`);
    const args = field.args === '' ? {} : { n: 2, ...required.args };
    return this.#complete(parseType(field.type), required, () =>
      this.answer(typeName, field, row, args, null),
    );
  }

  /** The type that an interface object is of. */
  #concrete(typeName: string, row: Row): string {
    const isAbstract = this.#model.abstracts.some(({ name }) => name === typeName);
    return isAbstract ? typeOf(row) : typeName;
  }

  /**
   * What one schema makes of a required value: what fails is null, or what is around it is.
   *
   * @throws {Error} where it is null and may not be.
   */
  #complete(type: TypeNode, required: Required, read: () => unknown): unknown {
    if (type.kind !== 'NonNullType') {
      try {
        return this.#completeBare(type, required, read());
      } catch {
        return null;
      }
    }
    const value = this.#completeBare(type.type, required, read());
    if (value === null) throw new Error('null where none may be');
    return value;
  }

  #completeBare(type: TypeNode, required: Required, value: unknown): unknown {
    if (value === null) return null;
    if (type.kind === 'ListType' && Array.isArray(value))
      return value.map((item) => this.#complete(type.type, required, () => item));
    if (required.below === undefined) return value;
    const row: Row = Object(value);
    const typeName = String(row['__typename']);
    return required.below.map((one) =>
      one.on === undefined || one.on === typeName ? this.#required(typeName, one, row, null) : OTHER,
    );
  }

  #draw(type: TypeNode, field: ModelField, dice: Dice, at: string, isTroubled: boolean): unknown {
    if (type.kind === 'NonNullType') {
      if (isTroubled && dice.chance(TROUBLE)) return null;
      return this.#drawBare(type.type, field, dice, at, isTroubled);
    }
    return dice.chance(0.15) ? null : this.#drawBare(type, field, dice, at, isTroubled);
  }

  #drawBare(type: TypeNode, field: ModelField, dice: Dice, at: string, isTroubled: boolean): unknown {
    if (type.kind === 'ListType') {
      const items = Array.from({ length: dice.between(0, 3) });
      return items.map((_, index) => this.#draw(type.type, field, dice, `${at}.${index}`, isTroubled));
    }
    const { types, abstracts } = this.#model;
    const abstract = abstracts.find(({ name }) => name === field.named);
    const { owners } = field.source ?? field;
    const names =
      abstract && owners.map((owner) => abstract.members.get(owner) ?? membersOf(field.named, abstracts));
    const open = names?.[0]?.filter((name) => names.every((known) => known.includes(name)));
    const named = open === undefined ? field.named : dice.pick(open);
    const kind = types.find(({ name }) => name === named)?.kind;
    if (kind === 'entity') {
      return { __typename: named, id: `${named}:${dice.between(1, 4)}` };
    }
    if (kind === 'value') return { __typename: named, at: `${at} ${dice.between(1, 9)}` };
    const leaf = field.type.replace(/[[\]!]/g, '');
    if (leaf === 'Tone' && this.#model.hidesTone && !this.#isMild && dice.chance(0.3)) return 'HUSH';
    return this.#isMild ? drawMildLeaf(leaf, dice) : drawLeaf(leaf, dice);
  }
}

/** Not given, or given as null: what is read from above has no value then. */
const withContext = ({ contextArguments = [] }: ModelField, args: Arguments): Arguments => ({
  ...args,
  ...Object.fromEntries(contextArguments.map(({ name }) => [name, args[name] ?? null])),
});

/** Without what clients cannot give, where it is as services declare it. */
function withoutHidden(args: Arguments): Arguments {
  const written = JSON.stringify(args, (key, value) =>
    (key === 'hush' && value === 4) || (key === 'secret' && JSON.stringify(value) === '{"x":3}')
      ? undefined
      : value,
  );
  return JSON.parse(written);
}

function pick(value: unknown, { below }: Required): unknown {
  if (below === undefined || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => pick(item, { name: '', below }));
  const row: Row = Object(value);
  return below.map((one) =>
    one.on === undefined || one.on === row['__typename'] ? pick(row[one.name], one) : OTHER,
  );
}

function drawLeaf(name: string, dice: Dice): unknown {
  switch (name) {
    case 'Int':
      return dice.pick([0, 7, -1, 2 ** 31 - 1, dice.between(1, 99)]);
    case 'Float':
      return dice.pick([0.5, 3, -1e21, dice.between(1, 99) / 4]);
    case 'Boolean':
      return dice.chance(0.5);
    case 'Tone':
      return dice.pick(['LOW', 'MID', 'HIGH']);
    case 'Json':
      return dice.pick<unknown>([1, 'text', { b: [1, null], a: { __typename: 'x' } }, [], false]);
    default:
      return dice.pick(['', '张三', '"', '7', `text ${dice.between(1, 99)}`, '__typename']);
  }
}

function drawMildLeaf(name: string, dice: Dice): unknown {
  switch (name) {
    case 'Int':
      return dice.pick([0, -1, dice.between(1, 999_999_999)]);
    case 'Float':
      return dice.pick([0, 0.5, dice.between(1, 99) / 4]);
    case 'Json':
      return dice.pick<unknown>([1, 'text', false]);
    default:
      return drawLeaf(name, dice);
  }
}

const diceOf = (text: string): Dice => new Dice(createHash('md5').update(text).digest().readUInt32LE());
