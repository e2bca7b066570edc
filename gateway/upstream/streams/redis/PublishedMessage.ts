import { isUtf8 } from 'node:buffer';
import type { DocumentNode, FormattedExecutionResult } from 'graphql';
import { TongbanError } from '../../../../domain/TongbanError.ts';
import type { StreamRequest } from '../StreamTransport.ts';
import { readMessage } from './readMessage.ts';

/** As of an event over SSE. */
const MAX_LENGTH = 4 * 2 ** 20;

/**
 * What was published once, to all who listen: thousands may, and most of them ask for the same. What is the same for them
 * is done once, as nobody else is served meanwhile.
 */
export class PublishedMessage {
  readonly bytes: Buffer;
  #parsed: Parsed | undefined;
  /** As JSON, by what is asked for: its document, and the variables. */
  readonly #readings = new Map<DocumentNode, Map<string, string>>();

  /** @param bytes - as they were published: to read them as text first would replace what is no UTF-8, and nobody would know. */
  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  /**
   * @returns what it means to one subscription; nobody else holds a part of it.
   * @throws {TongbanError} JURISDICTION_BAD_RESPONSE where it is no JSON, or too large, or nested too deeply; BAD_ENCODING.
   */
  read(fieldName: string, request: StreamRequest): FormattedExecutionResult {
    const { document, variables } = request;
    const known = this.#readings.get(document);
    const readings = known ?? new Map<string, string>();
    if (known === undefined) this.#readings.set(document, readings);
    const given = JSON.stringify(variables);
    const reading = readings.get(given) ?? this.#write(fieldName, request);
    readings.set(given, reading);
    return JSON.parse(reading);
  }

  #write(fieldName: string, request: StreamRequest): string {
    this.#parsed ??= parse(this.bytes);
    if ('fault' in this.#parsed) {
      const { code, fault } = this.#parsed;
      throw new TongbanError(code, `A message of ${request.service} ${fault}`);
    }
    return JSON.stringify(readMessage(this.#parsed.value, fieldName, request));
  }
}

type Parsed =
  | { readonly value: unknown }
  | { readonly code: 'JURISDICTION_BAD_RESPONSE' | 'BAD_ENCODING'; readonly fault: string };

function parse(bytes: Buffer): Parsed {
  if (bytes.length > MAX_LENGTH) return { code: 'JURISDICTION_BAD_RESPONSE', fault: 'is too large' };
  if (!isUtf8(bytes)) return { code: 'BAD_ENCODING', fault: 'has bytes outside its charset' };
  try {
    return { value: JSON.parse(bytes.toString('utf8')) };
  } catch {
    return { code: 'JURISDICTION_BAD_RESPONSE', fault: 'is no JSON' };
  }
}
