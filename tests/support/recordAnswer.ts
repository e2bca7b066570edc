import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';

/** What a subgraph answered to one request, as far as it came. */
export interface RecordedAnswer {
  /** Of the request. */
  readonly body: string;
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly chunks: readonly Buffer[];
  /** Whether the answer was complete. */
  readonly isWhole: boolean;
}

/** Notes what is written to a response, byte by byte. @param body - of the request. */
export function recordAnswer(body: string, response: ServerResponse): RecordedAnswer {
  const chunks: Buffer[] = [];
  let given: OutgoingHttpHeaders = {};
  const take = (chunk: unknown) => {
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  };
  const { writeHead, write, end } = response;
  Object.assign(response, {
    writeHead: (...args: unknown[]) => {
      given = Object(args.find((argument) => typeof argument === 'object') ?? {});
      return Reflect.apply(writeHead, response, args);
    },
    write: (...args: unknown[]) => {
      take(args[0]);
      return Reflect.apply(write, response, args);
    },
    end: (...args: unknown[]) => {
      take(args[0]);
      return Reflect.apply(end, response, args);
    },
  });
  return {
    body,
    chunks,
    get status() {
      return response.statusCode;
    },
    get headers() {
      return { ...response.getHeaders(), ...given };
    },
    get isWhole() {
      return response.writableEnded;
    },
  };
}
