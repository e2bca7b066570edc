import type { TongbanError } from '../../domain/TongbanError.ts';

/** A request-level error as GraphQL over HTTP wants it: `errors` and no `data`. */
export function errorJson(error: TongbanError): string {
  return JSON.stringify({ errors: [{ message: error.message, extensions: error.toExtensions() }] });
}
