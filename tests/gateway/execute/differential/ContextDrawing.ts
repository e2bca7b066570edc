import { type ContextPath, contextPaths } from './contextPaths.ts';
import type { Dice } from './Dice.ts';
import type { ContextArgument, Model, ModelContext, ModelField, ModelType, Required } from './Model.ts';
import { membersOf } from './membersOf.ts';
import { plainField } from './plainField.ts';

const LEAVES = ['Int', 'String', 'Float', 'Boolean', 'ID', 'Tone', 'Json'];
/** Names, types and names of types of fields that are made for being read. */
const TOLD = [
  ['toldInt', 'Int', 'Int'],
  ['toldInts', '[Int]', 'Int'],
  ['toldText', 'String', 'String'],
  ['toldTone', 'Tone', 'Tone'],
  ['toldJson', 'Json', 'Json'],
] as const;

/** Draws who reads one context, and what. */
export class ContextDrawing {
  readonly #entities: readonly ModelType[];
  readonly #abstracts: Model['abstracts'];
  readonly #context: ModelContext;
  /** What is read for other fields: reads nothing itself. */
  readonly #taken: Set<ModelField>;
  readonly #dice: Dice;

  constructor(
    entities: readonly ModelType[],
    abstracts: Model['abstracts'],
    context: ModelContext,
    taken: Set<ModelField>,
    dice: Dice,
  ) {
    this.#entities = entities;
    this.#abstracts = abstracts;
    this.#context = context;
    this.#taken = taken;
    this.#dice = dice;
  }

  drawReaders(type: ModelType): void {
    const dice = this.#dice;
    const { service } = this.#context;
    const fit = type.fields.filter((field) => this.#mayRead(field, type));
    if (fit.length === 0) {
      const added = plainField(`${type.name.toLowerCase()}${service}`, 'Int', 'Int', service);
      type.fields.push(added);
      fit.push(added);
    }
    const readers = dice.some(fit, 1).slice(0, 2);
    // What reads from above is not read from above itself.
    for (const field of readers) field.contextArguments = [];
    for (const field of readers) {
      const names = ['by', 'at'].slice(0, dice.chance(0.3) ? 2 : 1);
      field.contextArguments = names.map((name) => this.#drawArgument(name));
    }
  }

  /** Nobody else names it, and no interface has it. */
  #mayRead(field: ModelField, type: ModelType): boolean {
    const { named, name, owners, externalIn, override, isShared, contextArguments } = field;
    if (this.#taken.has(field)) return false;
    // What reads a context and leads on from a type that sets it: docs/differences.md.
    const isSetter = this.#context.setters.some((one) => membersOf(one, this.#abstracts).includes(type.name));
    if (isSetter && !LEAVES.includes(named)) return false;
    const isAlone = owners.length === 1 && owners[0] === this.#context.service && externalIn.size === 0;
    const isRequired = this.#entities.some(({ fields }) =>
      fields.some(({ requires = [] }) => requires.some((one) => names(one).includes(name))),
    );
    return (
      isAlone &&
      !isShared &&
      !override &&
      !contextArguments &&
      !isRequired &&
      name !== 'label' &&
      !name.startsWith('peer')
    );
  }

  #drawArgument(name: string): ContextArgument {
    const dice = this.#dice;
    const { name: context, setters } = this.#context;
    if (dice.chance(0.25) && setters.every((setter) => this.#hasId(setter)))
      return { name, type: 'ID', context, selections: [{ on: null, path: ['id'] }] };
    const types = this.#readTypes();
    const paths = types.map((type) => ({ type, found: this.#pathsOf(type) }));
    const [first, ...others] = paths;
    const common = (first?.found ?? []).filter(({ type }) =>
      others.every(({ found }) => found.some((one) => one.type === type)),
    );
    const own = common.filter(({ over }) => over.length > 0);
    const chosen = own.length > 0 && dice.chance(0.8) ? dice.pick(own).type : this.#addTold(types);
    const selections = types.map((type) => {
      const { path, over } = dice.pick(this.#pathsOf(type).filter((one) => one.type === chosen));
      for (const field of over) this.#take(field);
      return { on: type.name, path };
    });
    const isPlain =
      setters.every((setter) => types.some((type) => type.name === setter)) &&
      new Set(selections.map(({ path }) => path.join())).size === 1;
    return {
      name,
      type: chosen,
      context,
      selections: isPlain && dice.chance(0.7) ? [{ on: null, path: selections[0]?.path ?? [] }] : selections,
    };
  }

  #hasId(setter: string): boolean {
    const abstract = this.#abstracts.find(({ name }) => name === setter);
    const type = this.#entities.find(({ name }) => name === setter);
    return (
      abstract?.kind === 'interface' || /\bid\b/.test(type?.homes.get(this.#context.service)?.join(' ') ?? '')
    );
  }

  /** Entities whose objects are told apart: each that sets the context itself, some of those behind an abstract type. */
  #readTypes(): readonly ModelType[] {
    const { service, setters } = this.#context;
    const names = setters.flatMap((setter) => {
      const abstract = this.#abstracts.find((one) => one.name === setter);
      if (abstract === undefined) return [setter];
      const known = membersOf(setter, [abstract]).filter((name) =>
        abstract.members.get(service)?.includes(name),
      );
      return this.#dice.some(
        known.filter((name) => this.#entities.some((one) => one.name === name)),
        1,
      );
    });
    return this.#entities.filter(({ name }) => names.includes(name));
  }

  #pathsOf(type: ModelType): readonly ContextPath[] {
    return contextPaths(type, this.#context.service, this.#entities);
  }

  /** A field of one type in all of them, perhaps another service's. */
  #addTold(types: readonly ModelType[]): string {
    const dice = this.#dice;
    const [name, type, named] = dice.pick(TOLD);
    for (const { fields, homes, kind } of types) {
      if (fields.some((field) => field.name === name)) continue;
      const able = [...homes].filter(([, keys]) => !keys.includes('~id')).map(([service]) => service);
      // What has no key is told whole.
      if (kind !== 'entity') able.splice(0, able.length, this.#context.service);
      fields.push(plainField(name, named, type, dice.pick(able)));
    }
    return type;
  }

  #take(field: ModelField): void {
    field.isCalm = true;
    field.isRequired = field.name !== 'label';
    this.#taken.add(field);
    if (!field.owners.includes(this.#context.service)) field.externalIn.add(this.#context.service);
  }
}

const names = ({ name, below = [] }: Required): readonly string[] => [name, ...below.flatMap(names)];
