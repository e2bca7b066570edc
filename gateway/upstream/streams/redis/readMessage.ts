import { executeSync, type FormattedExecutionResult, GraphQLError } from 'graphql';
import { TongbanError } from '../../../../domain/TongbanError.ts';
import { MOST_ERRORS } from '../../../execute/mostErrors.ts';
import { isTooDeep } from '../../isTooDeep.ts';
import type { StreamRequest } from '../StreamTransport.ts';

/** Has its place already, so that it is taken as it is: an error of its own for each of many takes longest of all. */
const ABSENT = new GraphQLError('absent', { path: [] });

/**
 * What a message means to one subscription: the value of its root field, of which the operation asks some fields, perhaps
 * under other names.
 *
 * @param value - the message; an object of what its subgraph knows as an interface or union tells its `__typename`.
 * @returns a response as the subgraph would give it; what the message lacks is an error there, up to one more than are told.
 * @throws {TongbanError} JURISDICTION_BAD_RESPONSE where what is asked for is nested too deeply to be passed on.
 */
export function readMessage(
  value: unknown,
  fieldName: string,
  { service, schema, document, variables }: StreamRequest,
): FormattedExecutionResult {
  let absent = 0;
  const { data, errors } = withoutStacks(() =>
    executeSync({
      schema,
      document,
      rootValue: { [fieldName]: value },
      variableValues: variables,
      fieldResolver: (source: unknown, _arguments, _context, info) => {
        const object = Object(source);
        if (Object.hasOwn(object, info.fieldName)) return object[info.fieldName];
        absent++;
        throw absent > MOST_ERRORS ? ABSENT : new Error('absent');
      },
    }),
  );
  if (isTooDeep(data)) {
    const message = `A message of ${service} is nested too deeply`;
    throw new TongbanError('JURISDICTION_BAD_RESPONSE', message);
  }
  return {
    data: data ?? null,
    // Messages of graphql-js quote values.
    ...(errors && {
      errors: errors.slice(0, MOST_ERRORS + 1).map(({ path }) => ({
        message: `A message of ${service} does not hold this as the schema has it`,
        ...(path && { path }),
        extensions: { code: 'JURISDICTION_BAD_RESPONSE' },
      })),
    }),
  };
}

/** Where a value of the wrong type was found in the code means nothing, and is most of what its error costs. */
function withoutStacks<T>(run: () => T): T {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return run();
  } finally {
    Error.stackTraceLimit = limit;
  }
}
