import { Kind, parse } from 'graphql';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { writeOutFragments } from '../../plan/writeOutFragments.ts';
import type { CostModel } from '../cost/CostModel.ts';
import { compileCost } from '../cost/compileCost.ts';
import type { EdgeLimits } from '../edgeLimits.ts';
import { defaultsOf } from './defaultsOf.ts';
import type { ExaminedOperation } from './ExaminedOperation.ts';
import { fragmentsOf } from './fragmentsOf.ts';
import { measureOperations } from './measureOperations.ts';
import { refuseCycles } from './refuseCycles.ts';
import { refuseDeepIntrospection } from './refuseDeepIntrospection.ts';
import { refuseLongLists } from './refuseLongLists.ts';
import { refuseManyConditions } from './refuseManyConditions.ts';
import { refuseMuchIntrospection } from './refuseMuchIntrospection.ts';
import { scanTokens } from './scanTokens.ts';

/**
 * Holds a document to the limits that need no variables, the cheap ones first.
 *
 * @throws {TongbanError} OPERATION_TOO_COSTLY naming the limit; BAD_USER_INPUT for slicing arguments.
 * @throws {GraphQLError} where the text cannot be parsed.
 */
export function examineDocument(
  text: string,
  limits: EdgeLimits,
  model: CostModel,
): readonly ExaminedOperation[] {
  scanTokens(text, limits);
  const document = parse(text, { noLocation: true, maxTokens: limits.tokens });
  const fragments = fragmentsOf(document);
  const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (fragments.size > limits.fragments) {
    throw tooCostly(`A document may hold ${limits.fragments} fragments at most`);
  }
  refuseCycles(fragments);
  for (const { variableDefinitions = [] } of operations) {
    if (variableDefinitions.length > limits.variables) {
      throw tooCostly(`An operation may have ${limits.variables} variables at most`);
    }
  }
  measureOperations(operations, fragments, limits);
  const written = writeOutFragments(document, 2 * limits.fields);
  refuseManyConditions(written, limits);
  refuseLongLists(document, limits.inputItems);
  refuseDeepIntrospection(document, text);
  refuseMuchIntrospection(written, text, model.schema);

  // Across types selections are not merged as they were when they were counted, so that they are counted again.
  let left = 2 * limits.fields;
  const onSelection = (): void => {
    left--;
    if (left < 0) throw tooCostly(`A document may select ${limits.fields} fields at most`);
  };
  const compilation = { model, fragments, defaultSize: limits.listSize, onSelection };
  return operations.map((node) => ({
    name: node.name?.value,
    kind: node.operation,
    defaults: defaultsOf(node),
    cost: compileCost(node, compilation),
  }));
}

const tooCostly = (message: string) => new TongbanError('OPERATION_TOO_COSTLY', message);
