import type { CallContext } from '../../domain/callContext.ts';
import { CALL_CONTEXT_HEADER } from '../../domain/callContext.ts';
import type { DivisionCode } from '../../domain/divisionCode.ts';
import type { HolderIdentity } from '../../domain/HolderIdentity.ts';
import type { ConformTarget } from './ConformTarget.ts';
import { Nonconformity } from './Nonconformity.ts';
import type { RecordContract } from './RecordContract.ts';
import { readAnswer, type SeenAnswer, type SeenError } from './SeenAnswer.ts';
import { signContext } from './signContext.ts';

const ANSWER_MS = 20_000;

/** How one request differs from a proper one. */
export interface Sending {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The header's text; `null` leaves it out; default: a proper context. */
  readonly context?: string | null;
}

/** A representation of a record, proper unless parts are given. */
export type Representation = Readonly<Record<string, unknown>>;

/** Asks the endpoint under test, and remembers every error that it has seen. */
export class ConformSession {
  readonly target: ConformTarget;
  readonly contract: RecordContract;
  readonly errors: SeenError[] = [];

  constructor(target: ConformTarget, contract: RecordContract) {
    this.target = target;
    this.contract = contract;
  }

  get audience(): string {
    return `${this.target.subgraph}/${this.target.jurisdiction.replace(/(00){1,2}$/, '')}`;
  }

  context(changes: Partial<CallContext> = {}, now?: number): string {
    return signContext(this.target.contextKey, { aud: this.audience, ...changes }, now);
  }

  representation(
    holder: HolderIdentity,
    jurisdiction: DivisionCode = this.target.jurisdiction,
    sealedFor: DivisionCode = jurisdiction,
  ): Representation {
    return {
      __typename: this.contract.recordType,
      jurisdiction,
      holderId: 'conform',
      identity: this.target.seal(holder, sealedFor),
    };
  }

  /** Asks for records with everything that the endpoint offers of them at the first level. */
  async entities(
    representations: readonly unknown[],
    changes: Partial<CallContext> = {},
  ): Promise<SeenAnswer> {
    return this.graphql(this.contract.entitiesQuery, { representations }, { context: this.context(changes) });
  }

  async graphql(query: string, variables: object = {}, sending: Sending = {}): Promise<SeenAnswer> {
    return this.send(JSON.stringify({ query, variables }), sending);
  }

  /** @throws {Nonconformity} when nothing, or nothing that is HTTP, comes back. */
  async send(
    body: string | undefined,
    { method = 'POST', headers, context }: Sending = {},
  ): Promise<SeenAnswer> {
    const signed = context === undefined ? this.context() : context;
    let answer: SeenAnswer;
    try {
      const response = await fetch(this.target.url, {
        method,
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          ...(signed === null ? {} : { [CALL_CONTEXT_HEADER]: signed }),
          ...headers,
        },
        ...(body === undefined ? {} : { body }),
        redirect: 'manual',
        signal: AbortSignal.timeout(ANSWER_MS),
      });
      answer = await readAnswer(response);
    } catch (error) {
      const isBrokenConnection = !(error instanceof Error && error.name === 'TimeoutError');
      throw new Nonconformity(`no answer (${reasonOf(error)})`, { isBrokenConnection });
    }
    this.errors.push(...answer.errors);
    return answer;
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if (error.name === 'TimeoutError') return `none within ${ANSWER_MS / 1_000} s`;
  const { cause } = error;
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string'
    ? cause.code
    : error.name;
}
