import { demand } from './demand.ts';
import type { SeenAnswer, SeenError } from './SeenAnswer.ts';

/** What came back for one representation. */
export interface SeenEntity {
  readonly value: Readonly<Record<string, unknown>> | null;
  /** Errors whose path leads to it or into it. */
  readonly errors: readonly SeenError[];
}

/**
 * What came back for each representation, in their order.
 *
 * @throws {Nonconformity} when the answer as a whole is none, or of another count.
 */
export function entitiesOf(answer: SeenAnswer, count: number): readonly SeenEntity[] {
  demand(answer.isGraphql, `HTTP ${answer.status} with something that is no GraphQL answer`);
  const { data, errors } = answer;
  const entities = isObject(data) ? data['_entities'] : undefined;
  demand(Array.isArray(entities), 'no list of entities: one failure has cost all others their answers');
  demand(entities.length === count, `${entities.length} entities for ${count} representations`);
  return entities.map((value: unknown, index) => {
    demand(value === null || isObject(value), `entity ${index} is no object`);
    return { value, errors: errors.filter(({ path }) => path?.[0] === '_entities' && path[1] === index) };
  });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
