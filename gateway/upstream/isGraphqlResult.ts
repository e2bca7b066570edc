import type { FormattedExecutionResult } from 'graphql';

/** Whether what a subgraph sent has the shape of a GraphQL response. */
export function isGraphqlResult(value: unknown): value is FormattedExecutionResult {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const data: unknown = 'data' in value ? value.data : undefined;
  const errors: unknown = 'errors' in value ? value.errors : undefined;
  const dataFits = data === undefined || (typeof data === 'object' && !Array.isArray(data));
  const errorsFit =
    errors === undefined || errors === null || (Array.isArray(errors) && errors.every(isError));
  const hasErrors = Array.isArray(errors) && errors.length > 0;
  return dataFits && errorsFit && (isFilled(data) || hasErrors);
}

const isFilled = (data: unknown): boolean => data !== undefined && data !== null;

function isError(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if ('message' in value && typeof value.message !== 'string') return false;
  const path: unknown = 'path' in value ? value.path : undefined;
  return path === undefined || path === null || (Array.isArray(path) && path.every(isStep));
}

const isStep = (step: unknown): boolean => typeof step === 'string' || typeof step === 'number';
