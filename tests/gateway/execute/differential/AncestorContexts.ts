import { type GraphQLResolveInfo, parseType, type TypeNode } from 'graphql';
import type { Row } from './identityOf.ts';
import { keysOf } from './keysOf.ts';
import type { ContextArgument, Model, ModelField } from './Model.ts';
import { membersOf } from './membersOf.ts';
import type { World } from './World.ts';

type Path = GraphQLResolveInfo['path'];

/** What one schema reads for `@fromContext`: from the nearest object above that sets the context. */
export class AncestorContexts {
  readonly #model: Model;
  readonly #world: World;
  readonly #objects = new WeakMap<Path, { readonly typeName: string; readonly row: Row }>();

  #root = '';

  constructor(model: Model, world: World) {
    this.#model = model;
    this.#world = world;
  }

  /** Remembers where an object stands, for what is below it. */
  note({ path, parentType }: GraphQLResolveInfo, row: Row): void {
    if (path.prev === undefined) this.#root = parentType.name;
    else this.#objects.set(path.prev, { typeName: parentType.name, row });
  }

  argumentsOf({ contextArguments = [] }: ModelField, { path }: GraphQLResolveInfo): Row {
    return Object.fromEntries(contextArguments.map((one) => [one.name, this.#find(one, path.prev?.prev)]));
  }

  #find({ context, selections }: ContextArgument, from: Path | undefined): unknown {
    const setters = this.#model.contexts.find(({ name }) => name === context)?.setters ?? [];
    const types = setters.flatMap((setter) => membersOf(setter, this.#model.abstracts));
    for (let at = from; at !== undefined; at = at.prev) {
      const above = this.#objects.get(at);
      if (above === undefined || !types.includes(above.typeName)) continue;
      const selection = selections.find(({ on }) => on === null || on === above.typeName);
      return selection === undefined ? null : this.#readOrNull(above.typeName, above.row, selection.path);
    }
    const selection = selections.find(({ on }) => on === null || on === this.#root);
    return selection && types.includes(this.#root) ? this.#readOrNull(this.#root, {}, selection.path) : null;
  }

  #readOrNull(typeName: string, row: Row, path: readonly string[]): unknown {
    try {
      return this.#read(typeName, row, path);
    } catch {
      return null;
    }
  }

  /** @throws {Error} where something is null that may not be. */
  #read(typeName: string, row: Row, [name = '', ...below]: readonly string[]): unknown {
    const field = this.#model.types
      .find((type) => type.name === typeName)
      ?.fields.find((one) => one.name === name);
    if (field === undefined) return this.#descend(keysOf(row)[name], below);
    const defaults = field.args === '' ? {} : { n: 2 };
    return this.#complete(parseType(field.type), below, () =>
      this.#world.answer(typeName, field, row, defaults, null),
    );
  }

  #complete(type: TypeNode, below: readonly string[], read: () => unknown): unknown {
    if (type.kind === 'NonNullType') {
      const value = read();
      if (value === null) throw new Error('null where none may be');
      return this.#completeBare(type.type, below, value);
    }
    try {
      return this.#completeBare(type, below, read());
    } catch {
      return null;
    }
  }

  #completeBare(type: TypeNode, below: readonly string[], value: unknown): unknown {
    if (type.kind !== 'ListType' || !Array.isArray(value)) return this.#descend(value, below);
    return value.map((item) => this.#complete(type.type, below, () => item));
  }

  #descend(value: unknown, below: readonly string[]): unknown {
    const [name] = below;
    if (name === undefined || value === null) return value;
    const row: Row = Object(value);
    return '__typename' in row ? this.#read(String(row['__typename']), row, below) : row[name];
  }
}
