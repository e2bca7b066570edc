import type { z } from 'zod';
import { TongbanError } from '../../domain/TongbanError.ts';
import { describeIssue } from './describeIssue.ts';

/**
 * Checks a role's configuration, as read from YAML or JSON.
 *
 * @param role - names the configuration in the error, for example `people`.
 * @throws {Error} with one line naming every bad setting by its path; values are never quoted, they may be secrets.
 */
export function parseConfig<T>(role: string, schema: z.ZodType<T>, settings: unknown): T {
  const outcome = schema.safeParse(settings);
  if (outcome.success) return outcome.data;

  const problems = outcome.error.issues.map((issue) => describeIssue(issue, settings));
  throw new TongbanError(
    'BAD_USER_INPUT',
    `the configuration of ${role} is not valid: ${problems.join('; ')}`,
  );
}
