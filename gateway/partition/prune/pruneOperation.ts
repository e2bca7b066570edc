import type { DocumentNode } from 'graphql';
import { isIncluded } from './InclusionCondition.ts';
import type { NotOfferedField } from './NotOfferedField.ts';
import type { PreparedPruning } from './PreparedPruning.ts';
import { pruneRepresentation } from './pruneRepresentation.ts';

type Representation = Readonly<Record<string, unknown>>;

/** A representation that is not sent: nothing asked about it is offered. */
export interface WithheldEntity {
  /** Its place among the representations given. */
  readonly position: number;
  /** Response keys that become `null`. */
  readonly notOffered: readonly string[];
  /** Response keys that ask for `__typename`, which the representation itself tells. */
  readonly typenames: readonly string[];
}

/** What to send to an endpoint instead of what was asked, and what will be missing. */
export interface PrunedOperation {
  readonly query: string;
  readonly document: DocumentNode;
  /** Those still declared; without `representations`. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** What is sent, in the order given; empty when nothing is to be asked. */
  readonly representations: readonly Representation[];
  /** For each representation sent, its place among those given. */
  readonly positions: readonly number[];
  readonly withheld: readonly WithheldEntity[];
  /** Fields missing from the entities sent, as far as the client asked for them. */
  readonly notOffered: readonly NotOfferedField[];
}

/**
 * Prunes one `_entities` operation to what an endpoint of another release can answer.
 *
 * Pure. Taken away are fields, arguments, enum values, input fields and type conditions that the endpoint does not
 * know, selections and variables that this leaves empty or unused, and undeclared inputs in representations.
 */
export function pruneOperation(
  prepared: PreparedPruning,
  variables: Readonly<Record<string, unknown>>,
  representations: readonly Representation[],
): PrunedOperation {
  const { scope, schema } = prepared;
  const values = scope.effective(variables);
  const pruned = prepared.pruned(values);
  const sent: Representation[] = [];
  const positions: number[] = [];
  const withheld: WithheldEntity[] = [];

  for (const [position, representation] of representations.entries()) {
    const verdict = pruned.verdictFor(String(representation['__typename']));
    if (verdict.kind === 'sent') {
      sent.push(pruneRepresentation(representation, schema));
      positions.push(position);
      continue;
    }
    const keys = verdict.keys.filter(({ conditions }) => isIncluded(conditions, values));
    withheld.push({
      position,
      notOffered: [...new Set(keys.filter(({ isTypename }) => !isTypename).map(({ key }) => key))],
      typenames: keys.filter(({ isTypename }) => isTypename).map(({ key }) => key),
    });
  }
  return {
    query: pruned.query,
    document: pruned.document,
    variables: prepared.variablesFor(pruned, variables),
    representations: sent,
    positions,
    withheld,
    notOffered: pruned.notOffered.filter(({ conditions }) => isIncluded(conditions, values)),
  };
}
