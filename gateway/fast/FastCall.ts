import { isUtf8 } from 'node:buffer';
import type { TongbanError } from '../../domain/TongbanError.ts';
import type { KnownAnswers } from '../KnownAnswers.ts';
import type { UpstreamOutcome } from '../metrics/UpstreamObserver.ts';
import { outcomeOf } from '../upstream/outcomeOf.ts';
import type { PostAnswer } from '../upstream/PostAnswer.ts';
import { readGraphqlAnswer } from '../upstream/readGraphqlAnswer.ts';
import type { UpstreamListener } from '../upstream/UpstreamCall.ts';
import type { WrittenRequest } from '../upstream/WrittenRequest.ts';

/** Whose call it is. */
export interface FastCaller<T> {
  /** Cuts an answer, whose characters are bytes. @returns whether it was as it must be. */
  cut(text: string, call: T): boolean;
  /** The call is over. */
  onCall(call: FastCall<T>): void;
}

/**
 * A charset may stand in quotation marks, and blanks beside the semicolon (RFC 9110, 5.6.6); `utf8` is a slip that everybody reads. Whatever
 * else is said of a type is for those to read who read the answer.
 */
const JSON_TYPE = /^application\/(?:graphql-response\+)?json(?:[ \t]*;[ \t]*charset=(?:utf-?8|"utf-?8"))?$/i;

/** One call of a request in the fast lane; what it brought is kept for the general one. */
export class FastCall<T> implements UpstreamListener {
  readonly request: WrittenRequest;
  readonly asked: T;
  /** Whether the answer was as it must be. */
  isCut = false;
  readonly #caller: FastCaller<T>;
  /** As it came, where it can be read. */
  #bytes: Buffer | undefined;
  #error: TongbanError | undefined;
  #isOver = false;
  /** Told when it is over, by who was promised what it brings. */
  #onOver: (() => void) | undefined;

  constructor(request: WrittenRequest, asked: T, caller: FastCaller<T>) {
    this.request = request;
    this.asked = asked;
    this.#caller = caller;
  }

  read(answer: PostAnswer): UpstreamOutcome {
    this.isCut = isPlain(answer) && this.#cut(answer.body.toString('latin1'));
    const outcome = this.isCut ? 'ok' : outcomeOf(readGraphqlAnswer(answer, this.request.service));
    this.#bytes = answer.body;
    return outcome;
  }

  onEnd(error: TongbanError | undefined): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#error = error;
    this.#onOver?.();
    this.#caller.onCall(this);
  }

  /** Hands over what was answered, or will be; it is parsed only if somebody asks for it, and anew for each. */
  keep(known: KnownAnswers): void {
    const { url, bytes } = this.request;
    const body = bytes?.toString() ?? this.request.body;
    if (!this.#isOver) known.keepOpen(url, body, this.#whenOver());
    else if (this.#error !== undefined) known.keep(url, body, this.#error);
    else if (this.#bytes !== undefined) known.keepText(url, body, this.#bytes);
  }

  #whenOver(): Promise<Buffer | Error | undefined> {
    return new Promise((resolve) => {
      this.#onOver = () => resolve(this.#error ?? this.#bytes);
    });
  }

  /** Too large an answer overflows the stack of patterns. */
  #cut(text: string): boolean {
    try {
      return this.#caller.cut(text, this.asked);
    } catch (error) {
      if (error instanceof RangeError || error instanceof SyntaxError) return false;
      throw error;
    }
  }
}

function isPlain(answer: PostAnswer): boolean {
  const { status, contentType, body } = answer;
  const isJson = contentType === 'application/json' || (contentType && JSON_TYPE.test(contentType));
  return status === 200 && isJson === true && isUtf8(body);
}
