import { Kind, type SelectionSetNode } from 'graphql';
import { isIncluded } from '../execute/isIncluded.ts';
import type { JsonObject } from '../execute/JsonObject.ts';
import { narrowRequires } from '../execute/narrowRequires.ts';
import { operationOf } from '../execute/operationOf.ts';
import type { PathSegment } from '../execute/PathSegment.ts';
import type { PlannedFetch } from '../execute/PlannedFetch.ts';
import type { PlanStep } from '../execute/PlanStep.ts';
import type { SupergraphFacts } from '../execute/SupergraphFacts.ts';
import type { FastTask } from './FastTask.ts';
import { NotFast } from './NotFast.ts';

/** An entity fetch, and where its entities go. */
export interface PlacedFetch {
  readonly fetch: PlannedFetch;
  readonly typeName: string;
  /** Names of the key fields, in the order of the representation. */
  readonly keys: readonly string[];
  /** Response keys joined by dots. */
  readonly path: string;
  /** The same as the general lane goes it. */
  readonly place: readonly PathSegment[];
  readonly selectionSet: SelectionSetNode;
}

/** Reads a plan of root fetches and fetches of entities with plain keys. */
export class PlanReader {
  readonly roots: PlannedFetch[] = [];
  readonly entities: PlacedFetch[] = [];
  readonly #conditions: Readonly<JsonObject>;
  readonly #facts: SupergraphFacts;

  /** @param conditions - values of the variables that choose between branches. */
  constructor(conditions: Readonly<JsonObject>, facts: SupergraphFacts) {
    this.#conditions = conditions;
    this.#facts = facts;
  }

  /** @throws {NotFast} where it holds anything else. */
  read(plan: PlanStep | null): FastTask {
    const task = plan && this.#read(plan);
    if (task === null || this.roots.length === 0) throw new NotFast('nobody is asked');
    return task;
  }

  #read(step: PlanStep): FastTask | null {
    switch (step.kind) {
      case 'sequence':
      case 'parallel': {
        const tasks = step.steps.map((child) => this.#read(child)).filter((task) => task !== null);
        return tasks.length === 0 ? null : { kind: step.kind, tasks };
      }
      case 'condition': {
        const branch = this.#conditions[step.variable] === true ? step.whenTrue : step.whenFalse;
        return branch && this.#read(branch);
      }
      case 'flatten':
        return this.#readFlatten(step);
      case 'fetch':
        if (step.fetch.requires !== null) throw new NotFast('entities at the root');
        this.roots.push(withoutRewrites(step.fetch));
        return { kind: 'root', root: this.roots.length - 1 };
    }
  }

  /** As the general lane does, so that its representations are the same. */
  #requiresOf(fetch: PlannedFetch): PlannedFetch['requires'] {
    return fetch.isConditional ? narrowRequires(fetch, this.#conditions, this.#facts) : fetch.requires;
  }

  #readFlatten({ path, step }: PlanStep & { kind: 'flatten' }): FastTask | null {
    if (step.kind === 'condition') {
      const branch = this.#conditions[step.variable] === true ? step.whenTrue : step.whenFalse;
      return branch && this.#readFlatten({ kind: 'flatten', path, step: branch });
    }
    if (step.kind !== 'fetch') throw new NotFast('several steps at one place');
    const fetch = withoutRewrites(step.fetch);
    const { typeName, keys } = readKeys(this.#requiresOf(fetch));
    if (path.some(({ key, types }) => types !== null && (key === undefined || !types.has(typeName)))) {
      throw new NotFast('an abstract place');
    }
    const selectionSet = readEntities(fetch, typeName, this.#conditions);
    this.entities.push({
      fetch,
      typeName,
      keys,
      path: path.flatMap(({ key }) => key ?? []).join('.'),
      place: path,
      selectionSet,
    });
    return { kind: 'entities', fetch: this.entities.length - 1 };
  }
}

function withoutRewrites(fetch: PlannedFetch): PlannedFetch {
  const rewrites = [fetch.inputRewrites, fetch.outputRewrites, fetch.contextRewrites];
  if (rewrites.some(({ length }) => length > 0)) throw new NotFast('rewrites');
  return fetch;
}

function readKeys(requires: PlannedFetch['requires']): {
  readonly typeName: string;
  readonly keys: readonly string[];
} {
  const [required, ...others] = requires ?? [];
  if (required?.kind !== 'InlineFragment' || others.length > 0)
    throw new NotFast('several kinds of entities');
  const [first, ...keys] = required.selections.map((selection) => {
    if (selection.kind !== 'Field' || selection.selections !== undefined || selection.alias !== undefined) {
      throw new NotFast('a key with parts');
    }
    return selection.name;
  });
  if (first !== '__typename' || keys.length === 0) throw new NotFast('a key without a type');
  return { typeName: required.typeCondition ?? '', keys };
}

function readEntities(
  { document }: PlannedFetch,
  typeName: string,
  conditions: Readonly<JsonObject>,
): SelectionSetNode {
  const [entities, ...more] = operationOf(document)?.selectionSet.selections ?? [];
  const [fragment, ...rest] = entities?.kind === Kind.FIELD ? (entities.selectionSet?.selections ?? []) : [];
  const isPlain = fragment?.kind === Kind.INLINE_FRAGMENT && fragment.typeCondition?.name.value === typeName;
  if (!isPlain || more.length > 0 || rest.length > 0) throw new NotFast('several kinds of entities');
  if (!isIncluded(fragment.directives, conditions)) throw new NotFast('a fetch that brings nothing');
  return fragment.selectionSet;
}
