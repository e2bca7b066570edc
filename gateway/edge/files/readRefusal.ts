import { z } from 'zod';
import { ERROR_KINDS, isErrorCode } from '../../../domain/errorCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';

const MAX_BYTES = 65_536;

const shape = z.object({
  errors: z.tuple([
    z.object({
      message: z.string().max(1_000),
      extensions: z.object({
        code: z.string().refine(isErrorCode),
        retryable: z.boolean(),
        retryAfter: z.number().optional(),
      }),
    }),
  ]),
});

/** What the server of cases says of a request that it refuses; for all else, and for HEAD, a neutral error. */
export async function readRefusal(body: AsyncIterable<Buffer>): Promise<TongbanError> {
  const { success, data } = shape.safeParse(parseJson(await readText(body)));
  if (!success) return new TongbanError('INTERNAL_SERVER_ERROR', ERROR_KINDS.INTERNAL_SERVER_ERROR.en);
  const { message, extensions } = data.errors[0];
  const { code, retryable, retryAfter } = extensions;
  return new TongbanError(code, message, { retryable, ...(retryAfter === undefined ? {} : { retryAfter }) });
}

async function readText(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BYTES) return '';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
