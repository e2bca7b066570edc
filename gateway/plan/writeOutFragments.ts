import {
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  type InlineFragmentNode,
  Kind,
  print,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { TongbanError } from '../../domain/TongbanError.ts';

/** Selections that are looked at; the edge admits less. */
const MOST = 50_000;

/** Under which one fragment stands among the fields of one object: each is compared with all before. */
const MOST_CONDITIONS = 100;

const written = new WeakMap<DocumentNode, DocumentNode>();

/** By fragment: the conditions under which it stands among the fields of one object so far. */
type Spread = Map<string, ReadonlySet<string>[]>;

const NO_CONDITIONS: ReadonlySet<string> = new Set();

/**
 * The same operations with their fragments written where they are used, each as often as it tells something new.
 *
 * Fragments that use each other double with each level of them: written out one by one, 700 characters become 65,000 selections of
 * one field. Among the fields of one object a fragment that stands there already, under the same or weaker conditions, is left out.
 * A document that uses each fragment once is given back as it is: it cannot grow.
 *
 * @param document - no fragment of it contains itself.
 * @throws {TongbanError} OPERATION_TOO_COSTLY beyond `most` selections.
 */
export function writeOutFragments(document: DocumentNode, most = MOST): DocumentNode {
  const known = written.get(document);
  if (known !== undefined) return known;
  const result = usesOneTwice(document) ? new FragmentWriter(document, most).write(document) : document;
  written.set(document, result);
  return result;
}

function usesOneTwice(document: DocumentNode): boolean {
  const names = new Set<string>();
  let isTwice = false;
  visit(document, {
    FragmentSpread: ({ name }) => {
      isTwice ||= names.has(name.value);
      names.add(name.value);
    },
  });
  return isTwice;
}

class FragmentWriter {
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #texts = new Map<DirectiveNode, string>();
  readonly #most: number;
  #count = 0;

  constructor({ definitions }: DocumentNode, most: number) {
    const fragments = definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
    this.#fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
    this.#most = most;
  }

  write(document: DocumentNode): DocumentNode {
    const definitions = document.definitions.flatMap((node) =>
      node.kind === Kind.OPERATION_DEFINITION
        ? [{ ...node, selectionSet: this.#write(node.selectionSet, new Map(), NO_CONDITIONS) }]
        : [],
    );
    return { ...document, definitions };
  }

  #write(
    { selections }: SelectionSetNode,
    spread: Spread,
    conditions: ReadonlySet<string>,
  ): SelectionSetNode {
    const kept: SelectionNode[] = [];
    for (const node of selections) {
      this.#count++;
      if (this.#count > this.#most)
        throw tooCostly('The operation has too many fields, its fragments written out');
      if (node.kind === Kind.FIELD) {
        const { selectionSet } = node;
        const below = selectionSet && this.#write(selectionSet, new Map(), NO_CONDITIONS);
        kept.push(below === undefined ? node : { ...node, selectionSet: below });
        continue;
      }
      const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : this.#fragments.get(node.name.value);
      if (fragment === undefined) continue;
      const within = this.#within(conditions, node, fragment.typeCondition?.name.value);
      if (node.kind === Kind.FRAGMENT_SPREAD && !isNew(node.name.value, within, spread)) continue;
      const selectionSet = this.#write(fragment.selectionSet, spread, within);
      const { typeCondition } = fragment;
      const { directives = [] } = node;
      if (selectionSet.selections.length > 0)
        kept.push({
          kind: Kind.INLINE_FRAGMENT,
          directives,
          selectionSet,
          ...(typeCondition && { typeCondition }),
        });
    }
    return { kind: Kind.SELECTION_SET, selections: kept };
  }

  /** The order of conditions means nothing: all of them have to hold. */
  #within(
    conditions: ReadonlySet<string>,
    { directives = [] }: FragmentSpreadNode | InlineFragmentNode,
    type: string | undefined,
  ): ReadonlySet<string> {
    const added = directives.map((directive) => this.#textOf(directive));
    if (type !== undefined) added.push(type);
    return added.every((one) => conditions.has(one)) ? conditions : new Set([...conditions, ...added]);
  }

  #textOf(directive: DirectiveNode): string {
    const text = this.#texts.get(directive) ?? print(directive);
    this.#texts.set(directive, text);
    return text;
  }
}

function isNew(name: string, conditions: ReadonlySet<string>, spread: Spread): boolean {
  const before = spread.get(name) ?? [];
  spread.set(name, before);
  if (before.some((weaker) => [...weaker].every((one) => conditions.has(one)))) return false;
  if (before.length === MOST_CONDITIONS)
    throw tooCostly(`A fragment may stand under ${MOST_CONDITIONS} different conditions at most`);
  before.push(conditions);
  return true;
}

const tooCostly = (message: string) => new TongbanError('OPERATION_TOO_COSTLY', message);
