import { z } from 'zod';

const seenError = z.looseObject({
  message: z.string(),
  path: z.array(z.union([z.string(), z.int()])).optional(),
  extensions: z.record(z.string(), z.unknown()).optional(),
});

/** An error as the endpoint wrote it. */
export type SeenError = z.output<typeof seenError>;

const graphqlBody = z.looseObject({
  data: z.unknown().optional(),
  errors: z.array(seenError).default([]),
});

/** One HTTP answer, read as far as it can be. */
export interface SeenAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** `undefined` for a text that is no JSON object of GraphQL. */
  readonly data: unknown;
  readonly errors: readonly SeenError[];
  readonly isGraphql: boolean;
}

/** Bytes of an answer that are worth reading: no record comes near. */
const MOST_BYTES = 16 * 1024 * 1024;

/** @throws {Error} when the body breaks off or is endless. */
export async function readAnswer(response: Response): Promise<SeenAnswer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (response.body !== null) {
    for await (const chunk of response.body) {
      size += chunk.byteLength;
      if (size > MOST_BYTES) throw new Error('an endless body');
      chunks.push(chunk);
    }
  }
  const text = Buffer.concat(chunks).toString('utf8');
  const { status, headers } = response;
  const { data: body } = graphqlBody.safeParse(parseJson(text));
  return {
    status,
    headers,
    text,
    data: body?.data,
    errors: body?.errors ?? [],
    isGraphql: body !== undefined,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
