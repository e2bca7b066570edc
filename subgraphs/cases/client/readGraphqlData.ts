import { z } from 'zod';
import { isErrorCode } from '../../../domain/errorCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { JsonAnswer } from './JsonCaller.ts';

const answerShape = z.object({
  data: z.unknown(),
  errors: z
    .array(
      z.object({
        message: z.string(),
        extensions: z
          .object({ code: z.string(), retryable: z.boolean(), retryAfter: z.number() })
          .partial()
          .optional(),
      }),
    )
    .optional(),
});

/**
 * The data of a GraphQL answer of another server of ours; one that has an error is none.
 *
 * @throws {TongbanError} with the code of its first error, retryable where it says so; INTERNAL_SERVER_ERROR, retryable, for anything else.
 */
export function readGraphqlData<Shape extends z.ZodType>(
  { body }: JsonAnswer,
  shape: Shape,
  name: string,
): z.output<Shape> {
  const answer = answerShape.safeParse(body);
  const [error] = answer.success ? (answer.data.errors ?? []) : [];
  const { code, retryable, retryAfter } = error?.extensions ?? {};
  if (error !== undefined && isErrorCode(code))
    throw new TongbanError(code, error.message, {
      ...(retryable === undefined ? {} : { retryable }),
      ...(retryAfter === undefined ? {} : { retryAfter }),
    });
  const data = shape.safeParse(answer.success ? answer.data.data : undefined);
  if (data.success) return data.data;
  throw new TongbanError('INTERNAL_SERVER_ERROR', `${name} did not answer as it should`, { retryable: true });
}
