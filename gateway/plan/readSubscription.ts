import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { compactDocument } from './compactDocument.ts';
import { findRootConditions } from './findRootConditions.ts';

const CONDITION =
  'The root field of a subscription stands under no condition: leave @skip and @include out there, or do not subscribe.';

export interface SubscriptionRules {
  readonly maxTokens: number;
  /** Whether clients may ask for the schema. */
  readonly introspection: boolean;
}

/**
 * Reads the document of a subscription; queries and mutations go through Apollo Server, which does the same for them.
 *
 * @returns the document, or why it cannot be executed.
 */
export function readSubscription(
  text: string,
  schema: GraphQLSchema,
  { maxTokens, introspection }: SubscriptionRules,
): DocumentNode | readonly GraphQLError[] {
  let document: DocumentNode;
  try {
    document = parse(text, { maxTokens });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return [refusal(error, 'GRAPHQL_PARSE_FAILED', error.message)];
  }
  const conditions = findRootConditions(document);
  if (conditions.length > 0) {
    const error = new GraphQLError(CONDITION, { nodes: conditions });
    return [refusal(error, 'GRAPHQL_VALIDATION_FAILED', CONDITION)];
  }
  const rules = introspection ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule];
  const problems = validate(schema, document, rules);
  // A subscription keeps what it is made of for its whole life.
  if (problems.length === 0) return compactDocument(document);
  return problems.map((problem) => {
    // Names of fields that exist are part of the schema too.
    const message = introspection ? problem.message : problem.message.replace(/ ?Did you mean .+?\?$/s, '');
    return refusal(problem, 'GRAPHQL_VALIDATION_FAILED', message);
  });
}

function refusal({ nodes, source, positions }: GraphQLError, code: string, message: string): GraphQLError {
  return new GraphQLError(message, {
    nodes: nodes ?? null,
    source: source ?? null,
    positions: positions ?? null,
    extensions: { code },
  });
}
