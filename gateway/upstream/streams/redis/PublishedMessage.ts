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
  readonly text: string;
  #parsed: Parsed | undefined;
  /** As JSON, by what is asked for: its document, and the variables. */
  readonly #readings = new Map<DocumentNode, Map<string, string>>();

  constructor(text: string) {
    this.text = text;
  }

  /**
   * @returns what it means to one subscription; nobody else holds a part of it.
   * @throws {TongbanError} JURISDICTION_BAD_RESPONSE where it is no JSON, or too large, or nested too deeply.
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
    this.#parsed ??= parse(this.text);
    if ('fault' in this.#parsed) {
      const message = `A message of ${request.service} is ${this.#parsed.fault}`;
      throw new TongbanError('JURISDICTION_BAD_RESPONSE', message);
    }
    return JSON.stringify(readMessage(this.#parsed.value, fieldName, request));
  }
}

type Parsed = { readonly value: unknown } | { readonly fault: 'no JSON' | 'too large' };

function parse(text: string): Parsed {
  if (text.length > MAX_LENGTH) return { fault: 'too large' };
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { fault: 'no JSON' };
  }
}
