import type { JsonObject } from '../execute/JsonObject.ts';
import { pickVariables } from '../execute/pickVariables.ts';
import type { WrittenRequest } from '../upstream/WrittenRequest.ts';
import type { FastFetch } from './FastOperation.ts';
import { toBytes } from './toBytes.ts';

/** Whom a call goes to. */
interface Destination {
  readonly url: string;
  readonly jurisdiction: string | null;
}

/** @param texts - representations, as JSON whose characters are bytes; `null` for a root fetch. */
export function writeCall(
  { fetch, head, tail }: FastFetch,
  { url, jurisdiction }: Destination,
  variables: Readonly<JsonObject>,
  texts: readonly string[] | null,
): WrittenRequest {
  const given = toBytes(JSON.stringify(pickVariables(variables, fetch.variableUsages)));
  const body = `${head}${texts === null ? given : withRepresentations(given, texts)}${tail}`;
  return {
    service: fetch.service,
    jurisdiction,
    url,
    operation: texts === null ? 'root' : 'entities',
    query: fetch.query,
    body,
    bytes: Buffer.from(body, 'latin1'),
  };
}

function withRepresentations(variables: string, texts: readonly string[]): string {
  const given = variables === '{}' ? '{' : `${variables.slice(0, -1)},`;
  return `${given}"representations":[${texts.join(',')}]}`;
}
