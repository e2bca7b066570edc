import type { ServerResponse } from 'node:http';

/** Answers with a JSON text, which nobody may keep unless a header has said otherwise already. */
export function answerJson(response: ServerResponse, status: number, json: string): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(json),
    'cache-control': response.getHeader('cache-control')?.toString() ?? 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(json);
}
