import { executeSync, type FormattedExecutionResult } from 'graphql';
import { TongbanError } from '../../../../domain/TongbanError.ts';
import type { StreamRequest } from '../StreamTransport.ts';

/**
 * What a message means to one subscription: the value of its root field, of which the operation asks some fields, perhaps
 * under other names.
 *
 * @param text - the value as JSON; an object of what its subgraph knows as an interface or union tells its `__typename`.
 * @returns a response as the subgraph would give it; what the message lacks is an error there.
 * @throws {TongbanError} JURISDICTION_BAD_RESPONSE where it is no JSON.
 */
export function readMessage(
  text: string,
  fieldName: string,
  { service, schema, document, variables }: StreamRequest,
): FormattedExecutionResult {
  const { data, errors } = executeSync({
    schema,
    document,
    rootValue: { [fieldName]: parseJson(text, service) },
    variableValues: variables,
    fieldResolver: (source: unknown, _arguments, _context, info) => {
      const object = Object(source);
      if (Object.hasOwn(object, info.fieldName)) return object[info.fieldName];
      throw new Error('absent');
    },
  });
  const plain: unknown = JSON.parse(JSON.stringify(data ?? null));
  return {
    data: typeof plain === 'object' && plain !== null ? { ...plain } : null,
    // Messages of graphql-js quote values.
    ...(errors && {
      errors: errors.map(({ path }) => ({
        message: `A message of ${service} does not hold this as the schema has it`,
        ...(path && { path }),
        extensions: { code: 'JURISDICTION_BAD_RESPONSE' },
      })),
    }),
  };
}

function parseJson(text: string, service: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new TongbanError('JURISDICTION_BAD_RESPONSE', `A message of ${service} is no JSON`, {
      cause: error,
    });
  }
}
