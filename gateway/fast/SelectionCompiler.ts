import {
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNamedType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type SelectionSetNode,
} from 'graphql';
import { collectFields, type SelectionScope } from '../execute/projection/collectFields.ts';
import type { FastPart } from './FastPart.ts';
import { flattenFields } from './flattenFields.ts';
import { INT, leafPattern, STRING } from './leafPattern.ts';
import { NotFast } from './NotFast.ts';
import { slotsOf } from './slotsOf.ts';

/** What entity fetches bring to one place of the answer. */
export interface FastPlace {
  /** Of the entity fetch, by its position. */
  readonly fetch: number;
  readonly typeName: string;
  readonly keys: readonly string[];
  /** Response keys that it brings. */
  readonly fields: ReadonlySet<string>;
}

/** Lays what the client asked beside what a subgraph is asked, and tells how the one is cut out of the other's answer. */
export class SelectionCompiler {
  /** Places whose objects are asked for just what a representation is, in the same order. */
  readonly verbatim = new Set<string>();
  readonly #scope: SelectionScope;
  readonly #places: ReadonlyMap<string, readonly FastPlace[]>;

  /** @param places - by the response keys that lead there, joined by dots. */
  constructor(scope: SelectionScope, places: ReadonlyMap<string, readonly FastPlace[]>) {
    this.#scope = scope;
    this.#places = places;
  }

  /**
   * The fields of one object, without its braces.
   *
   * @param asked - what the subgraph is asked, in whose order it answers.
   * @param only - the response keys of the client's that this answer is for; default all.
   * @throws {NotFast} where cutting is not enough.
   */
  fields(
    type: GraphQLObjectType,
    client: readonly SelectionSetNode[],
    asked: SelectionSetNode,
    path: readonly string[],
    only?: ReadonlySet<string>,
  ): FastPart[] {
    const wanted = [...collectFields(type, client, this.#scope)].filter(([key]) => only?.has(key) ?? true);
    const answered = flattenFields(asked, type.name, this.#scope.conditions);
    const places = only === undefined ? (this.#places.get(path.join('.')) ?? []) : [];
    if (places.some(({ typeName }) => typeName !== type.name)) throw new NotFast('abstract place');
    if (places.length > 0 && places.every((place) => isRepresentation(answered, place))) {
      this.verbatim.add(path.join('.'));
    }
    const isKnown = (key: string) => answered.some(({ alias, name }) => !alias && name.value === key);
    if (!places.every(({ keys }) => keys.every(isKnown)))
      throw new NotFast('a key that another fetch brings');
    const slots = slotsOf(places);
    const parts: FastPart[] = [];
    let next = 0;
    let hasOutput = false;
    let followsEmitted = false;
    const separate = (): void => {
      if (hasOutput) parts.push({ kind: 'out', text: ',' });
      hasOutput = true;
      followsEmitted = false;
    };
    const pass = (emit: boolean, nodes: readonly FieldNode[]): void => {
      const field = answered[next];
      if (field === undefined) throw new NotFast('a field is missing');
      const joins = emit && followsEmitted;
      if (next > 0) parts.push({ ...literal(','), emit: joins });
      if (emit && !joins) separate();
      parts.push(...this.#field(type, field, nodes, { emit, path, slots }));
      followsEmitted = emit;
      next += 1;
    };
    const inserted = new Set<FastPlace>();
    let current: FastPlace | undefined;
    for (const [key, nodes] of wanted) {
      const index = answered.findIndex((field) => keyOf(field) === key);
      if (index !== -1 && places.some(({ fields }) => fields.has(key)))
        throw new NotFast('a field told twice');
      if (index >= next) {
        current = undefined;
        while (next < index) pass(false, []);
        pass(true, nodes);
        continue;
      }
      if (index !== -1) throw new NotFast('another order of fields');
      const place = places.find(({ fields }) => fields.has(key));
      if (place !== undefined) {
        if (place === current) continue;
        if (inserted.has(place)) throw new NotFast('fields of several subgraphs in turns');
        inserted.add(place);
        current = place;
        separate();
        parts.push({ kind: 'insert', fetch: place.fetch });
        continue;
      }
      current = undefined;
      if (nodes[0]?.name.value !== '__typename') throw new NotFast('a field that no simple fetch brings');
      separate();
      parts.push({ kind: 'out', text: `"${key}":"${type.name}"` });
    }
    while (next < answered.length) pass(false, []);
    if (inserted.size !== places.length) throw new NotFast('a fetch that brings nothing');
    return parts;
  }

  /** What the client asked of the objects at a place. */
  clientSelections(
    type: GraphQLObjectType,
    client: readonly SelectionSetNode[],
    path: readonly string[],
  ): readonly SelectionSetNode[] {
    const [key, ...rest] = path;
    if (key === undefined) return client;
    const nodes = collectFields(type, client, this.#scope).get(key) ?? [];
    const definition = type.getFields()[nodes[0]?.name.value ?? ''];
    const named = definition && getNamedType(definition.type);
    if (!isObjectType(named)) throw new NotFast('an abstract place');
    return this.clientSelections(
      named,
      nodes.flatMap(({ selectionSet }) => selectionSet ?? []),
      rest,
    );
  }

  #field(
    type: GraphQLObjectType,
    field: FieldNode,
    nodes: readonly FieldNode[],
    {
      emit,
      path,
      slots,
    }: { readonly emit: boolean; readonly path: readonly string[]; readonly slots: readonly string[] },
  ): FastPart[] {
    const key = keyOf(field);
    const name = field.name.value;
    if (key in Object.prototype) throw new NotFast('a name that every object has');
    if (nodes.some((node) => node.name.value !== name)) throw new NotFast('another field of the same name');
    const label: FastPart = { ...literal(`"${key}":`), emit };
    if (name === '__typename') return [{ ...literal(`"${key}":"${type.name}"`), emit }];
    if (name.startsWith('__')) throw new NotFast('introspection');
    const slot = field.alias === undefined ? slots.indexOf(name) : -1;
    const definition = type.getFields()[name];
    if (slot !== -1) {
      return [label, { kind: 'key', source: keyPattern(definition?.type), slot, emit }];
    }
    if (!emit) throw new NotFast('a field beside the keys that the client did not ask for');
    if (definition === undefined) throw new NotFast('an unknown field');
    return [label, ...this.#value(definition.type, field, nodes, [...path, key])];
  }

  #value(
    declared: GraphQLOutputType,
    field: FieldNode,
    nodes: readonly FieldNode[],
    path: readonly string[],
  ): FastPart[] {
    const nullable = !isNonNullType(declared);
    const type = isNonNullType(declared) ? declared.ofType : declared;
    if (isLeafType(type)) return [text(orNull(leafPattern(type), nullable))];
    if (isListType(type)) {
      const item = this.#value(type.ofType, field, nodes, path);
      const source = sourceOf(item);
      if (source === undefined) return [{ kind: 'list', nullable, item }];
      return [text(orNull(`\\[(?:${source}(?:,(?!\\])|(?=\\])))*\\]`, nullable))];
    }
    if (!isObjectType(type) || field.selectionSet === undefined) throw new NotFast('an abstract type');
    const client = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    const parts = [literal('{'), ...this.fields(type, client, field.selectionSet, path), literal('}')];
    const source = sourceOf(parts);
    const asked = (this.#places.get(path.join('.')) ?? []).map(({ fetch }) => fetch);
    if (source === undefined || asked.length > 0) return [{ kind: 'object', nullable, parts, asked }];
    return [text(orNull(source, nullable))];
  }
}

/** Whether an object of just these fields is what an entity is asked for by. */
function isRepresentation(answered: readonly FieldNode[], { keys }: FastPlace): boolean {
  const wanted = ['__typename', ...keys];
  return (
    answered.length === wanted.length &&
    answered.every(({ alias, name }, at) => alias === undefined && name.value === wanted[at])
  );
}

/** One pattern, where all of it goes to the client. */
function sourceOf(parts: readonly FastPart[]): string | undefined {
  const sources = parts.map((part) => (part.kind === 'text' && part.emit ? part.source : undefined));
  return sources.includes(undefined) ? undefined : sources.join('');
}

/** Keys go to the client and to other subgraphs as they came; clients may not know of them. */
function keyPattern(declared: GraphQLOutputType | undefined): string {
  if (declared === undefined) return `(?:${STRING}|${INT})`;
  const type = isNonNullType(declared) ? declared.ofType : declared;
  if (!isLeafType(type) || isEnumType(type)) throw new NotFast('a key that is no plain value');
  return leafPattern(type);
}

const text = (source: string): FastPart => ({ kind: 'text', source, emit: true });
/** Text that is the same in each answer; of names, quotes and punctuation. */
const literal = (characters: string): FastPart & { readonly kind: 'text' } => ({
  kind: 'text',
  source: characters.replaceAll(/[{}]/g, '\\$&'),
  emit: true,
  length: characters.length,
});
const orNull = (source: string, nullable: boolean): string => (nullable ? `(?:null|${source})` : source);
const keyOf = ({ alias, name }: FieldNode): string => (alias ?? name).value;
