import { createHash, randomUUID } from 'node:crypto';
import { expect, vi } from 'vitest';
import type { Stack } from '../../support/Stack.ts';

/** What a test reads of a case. */
export interface SeenCase {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly outcome: string | null;
  readonly timeline: readonly {
    readonly event: string;
    readonly step: string | null;
    readonly code: string | null;
  }[];
  readonly outputs: readonly { readonly step: string; readonly name: string; readonly value: string }[];
}

const CASE = `{
  id version status outcome timeline { event step code } outputs { step name value }
}`;
const SUBMIT = `mutation Submit($input: SubmitCaseInput!) { submitCase(input: $input) { case ${CASE} } }`;
const OPEN =
  'mutation Open($input: OpenUploadInput!) { openUpload(input: $input) { upload { id uploadUrl { url } } } }';
const MATERIALS = 'query Materials($id: ID!) { case(id: $id) { materials { downloadUrl { url } } } }';
const READ = `query Read($id: ID!) { case(id: $id) ${CASE} }`;

/** 租房提取 of the demo citizen at 常德, handed in in 广东: hold, then pay (pivot). */
export const RENT = {
  item: 'fund-withdraw-rent',
  acceptingDivision: '440000',
  owningDivision: '430700',
  channel: 'PORTAL',
  form: {
    rentAddress: '某市某路1号',
    amount: '1200.00',
    bankName: '某银行',
    bankAccountNumber: '6222000000000000',
  },
};

/** 工作调动户口迁移 from 湖南 to 广东: a clerk approves, then permit, certificate (pivot), registration. */
export const MOVE = {
  item: 'hukou-move-job',
  acceptingDivision: '440000',
  owningDivision: '430000',
  channel: 'APP',
  form: { fromAddress: '甲市某路1号', toAddress: '乙市某路2号', reason: '工作调动' },
};

/** The demo citizen and the demo clerk at their portals. */
export class CaseDesk {
  readonly #stack: Stack;
  readonly #citizen: string;

  /** @param citizen - token of who hands in; default: the demo citizen. */
  constructor(stack: Stack, citizen = stack.tokens.citizen) {
    this.#stack = stack;
    this.#citizen = citizen;
  }

  /** Hands in as the citizen; `key` is the idempotency key. */
  async submit(input: object, key: string = randomUUID()): Promise<SeenCase> {
    const answer = await this.trySubmit(input, key);
    if ('errors' in answer) throw new Error(`a case was not taken: ${JSON.stringify(answer.errors)}`);
    return answer;
  }

  /** The same, where it may be refused, or nobody answers. */
  async trySubmit(
    input: object,
    key: string,
  ): Promise<SeenCase | { readonly errors: readonly Record<string, unknown>[] }> {
    const { body } = await this.#stack.ask(SUBMIT, {
      token: this.#citizen,
      variables: { input: { ...input, idempotencyKey: key } },
    });
    if (body.errors !== undefined) return { errors: body.errors.map(({ extensions }) => extensions) };
    return body.data.submitCase.case;
  }

  /** Announces a PDF as the citizen. */
  async openUpload(content: Buffer): Promise<{ readonly id: string; readonly url: string }> {
    const input = {
      type: 'PDF',
      size: content.byteLength,
      sha256: createHash('sha256').update(content).digest('hex'),
      idempotencyKey: randomUUID(),
    };
    const { body } = await this.#stack.ask(OPEN, {
      token: this.#citizen,
      variables: { input },
    });
    expect(body.errors).toBeUndefined();
    const { id, uploadUrl } = body.data.openUpload.upload;
    return { id, url: uploadUrl.url };
  }

  async materials(
    id: string,
    as: 'citizen' | 'clerk',
  ): Promise<readonly { readonly downloadUrl: { readonly url: string } }[]> {
    const { body } = await this.#stack.ask(MATERIALS, { token: this.#tokenOf(as), variables: { id } });
    expect(body.errors).toBeUndefined();
    return body.data.case.materials;
  }

  async read(id: string): Promise<SeenCase> {
    const { body } = await this.#stack.ask(READ, { token: this.#citizen, variables: { id } });
    expect(body.errors).toBeUndefined();
    return body.data.case;
  }

  /** Does something as the citizen or as the clerk. */
  async act(mutation: string, input: object, who: 'citizen' | 'clerk'): Promise<SeenCase> {
    const type = INPUTS[mutation];
    const { body } = await this.#stack.ask(
      `mutation Act($input: ${type}!) { ${mutation}(input: $input) { case ${CASE} } }`,
      { token: this.#tokenOf(who), variables: { input: { ...input, idempotencyKey: randomUUID() } } },
    );
    expect(body.errors).toBeUndefined();
    return body.data[mutation].case;
  }

  /** Waits until a case is as it should be. */
  async waitFor(id: string, status: string): Promise<SeenCase> {
    return vi.waitFor(
      async () => {
        const seen = await this.read(id);
        expect(seen.status).toBe(status);
        return seen;
      },
      { timeout: 60_000, interval: 200 },
    );
  }

  /** Business keys under which a system did something more than once, and how many it knows. */
  async effects(system: string): Promise<{ readonly keys: number; readonly repeated: readonly string[] }> {
    const { keys } = (await this.#stack.govern('GET', `/systems/${system}/ledger`)) as {
      readonly keys: readonly { readonly businessKey: string; readonly effects: number }[];
    };
    return {
      keys: keys.length,
      repeated: keys.filter(({ effects }) => effects > 1).map(({ businessKey }) => businessKey),
    };
  }

  /** Sets how a system handles one action from now on; see the sandbox's `handling`. */
  async handle(system: string, action: string, how: object): Promise<void> {
    await this.#stack.govern('PUT', `/systems/${system}/handling/${action}`, how);
  }

  async handleAsUsual(system: string): Promise<void> {
    await this.#stack.govern('DELETE', `/systems/${system}/handling`);
  }

  #tokenOf(who: 'citizen' | 'clerk'): string {
    return who === 'citizen' ? this.#citizen : this.#stack.tokens.clerk;
  }
}

const INPUTS: Readonly<Record<string, string>> = {
  acceptCase: 'ClerkCaseInput',
  decideCase: 'DecideCaseInput',
  resolveParked: 'ResolveParkedInput',
  withdrawCase: 'CaseInput',
};
