import {
  type DocumentNode,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  isUnionType,
  print,
  type SelectionSetNode,
} from 'graphql';
import type { NotOfferedField } from './NotOfferedField.ts';
import { type ResponseKey, responseKeysFor } from './responseKeysFor.ts';

export interface PrunedDocumentParts {
  readonly document: DocumentNode;
  /** The text to send; printed from the document where it is not given. */
  readonly query?: string;
  /** Variables that the document still declares. */
  readonly variables: ReadonlySet<string>;
  readonly notOffered: readonly NotOfferedField[];
  /** Below `_entities`, as asked. */
  readonly asked: SelectionSetNode;
  /** Below `_entities`, as it remains. */
  readonly remaining: SelectionSetNode;
  readonly schema: GraphQLSchema;
  readonly contract: GraphQLSchema | undefined;
}

/** What becomes of the representations of one type: sent, or answered by ourselves with nulls under these keys. */
export type TypeVerdict =
  | { readonly kind: 'sent' }
  | { readonly kind: 'withheld'; readonly keys: readonly ResponseKey[] };

/** An operation as one release of a subgraph can answer it. */
export class PrunedDocument {
  readonly document: DocumentNode;
  readonly query: string;
  readonly variables: ReadonlySet<string>;
  readonly notOffered: readonly NotOfferedField[];
  readonly #parts: PrunedDocumentParts;
  readonly #verdicts = new Map<string, TypeVerdict>();

  constructor(parts: PrunedDocumentParts) {
    this.document = parts.document;
    this.query = parts.query ?? print(parts.document);
    this.variables = parts.variables;
    this.notOffered = parts.notOffered;
    this.#parts = parts;
  }

  /** @param typename - of a representation; the operation's types are few, so the answers are kept. */
  verdictFor(typename: string): TypeVerdict {
    const known = this.#verdicts.get(typename);
    if (known) return known;
    const verdict = this.#judge(typename);
    this.#verdicts.set(typename, verdict);
    return verdict;
  }

  #judge(typename: string): TypeVerdict {
    const { asked, remaining, schema, contract } = this.#parts;
    const wanted = responseKeysFor(asked, typename, schema, contract);
    const offered = isEntity(typename, schema) ? responseKeysFor(remaining, typename, schema, contract) : [];
    const isWorthAsking = offered.some(({ isTypename }) => !isTypename) || offered.length === wanted.length;
    return isWorthAsking && offered.length > 0 ? { kind: 'sent' } : { kind: 'withheld', keys: wanted };
  }
}

function isEntity(typename: string, schema: GraphQLSchema): boolean {
  const union = schema.getType('_Entity');
  if (!isUnionType(union)) return false;
  const type = schema.getType(typename);
  if (isObjectType(type)) return union.getTypes().includes(type);
  return (
    isInterfaceType(type) &&
    schema.getPossibleTypes(type).some((possible) => union.getTypes().includes(possible))
  );
}
