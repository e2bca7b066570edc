import { randomUUID } from 'node:crypto';
import { request } from 'undici';
import { z } from 'zod';
import type { Journey } from './Journey.ts';
import type { Product } from './startProduct.ts';

/** 工作调动户口迁移 from 湖南 to 广东: a clerk approves, then permit, certificate (pivot), registration. */
const MOVE = {
  item: 'hukou-move-job',
  acceptingDivision: '440000',
  owningDivision: '430000',
  channel: 'APP',
  form: { fromAddress: '甲市某路1号', toAddress: '乙市某路2号', reason: '工作调动' },
};

const READ = `query Read($id: ID!) {
  case(id: $id) {
    caseNumber status version submittedAt
    item { name }
    acceptingDivision { code shortName }
    owningDivision { code shortName }
    timeline { at event stepName division { code shortName } }
    outputs { name }
  }
}`;

const place = z.object({ code: z.string(), shortName: z.string() });
const seenCase = z.object({
  caseNumber: z.string(),
  status: z.string(),
  version: z.number(),
  submittedAt: z.string(),
  item: z.object({ name: z.string() }),
  acceptingDivision: place,
  owningDivision: place,
  timeline: z.array(
    z.object({
      at: z.string(),
      event: z.string(),
      stepName: z.string().nullable(),
      division: place.nullable(),
    }),
  ),
  outputs: z.array(z.object({ name: z.string() })),
});

const PATIENCE_MS = 60_000;
const POLL_MS = 100;

/** Hands a case in, lets the demo clerk decide it, and waits until it is closed. @throws {Error} where it does not get there. */
export async function rideCase(product: Product): Promise<Journey> {
  const { citizen, clerk } = product.tokens;
  const ask = (query: string, variables: object, token: string) =>
    askProduct(product.gateway, { query, variables, token });
  const act = async (mutation: string, type: string, input: object, token: string) => {
    const query = `mutation Act($input: ${type}!) { ${mutation}(input: $input) { case { id version } } }`;
    const data = await ask(query, { input: { ...input, idempotencyKey: randomUUID() } }, token);
    return z.object({ case: z.object({ id: z.string(), version: z.number() }) }).parse(data[mutation]).case;
  };

  const { id, version } = await act('submitCase', 'SubmitCaseInput', MOVE, citizen);
  const accepted = await act('acceptCase', 'ClerkCaseInput', { caseId: id, expectedVersion: version }, clerk);
  const decision = { step: 'approve', decision: 'GRANT' };
  await act(
    'decideCase',
    'DecideCaseInput',
    { caseId: id, expectedVersion: accepted.version, ...decision },
    clerk,
  );

  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const seen = seenCase.parse((await ask(READ, { id }, citizen))['case']);
    if (seen.status === 'CLOSED') return toJourney(seen);
    if (performance.now() > until) throw new Error(`the case is ${seen.status} after a minute`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

function toJourney(seen: z.infer<typeof seenCase>): Journey {
  const start = Date.parse(seen.submittedAt);
  return {
    caseNumber: seen.caseNumber,
    item: seen.item.name,
    accepting: named(seen.acceptingDivision),
    owning: named(seen.owningDivision),
    events: seen.timeline.map(({ at, event, stepName, division }) => ({
      ms: Date.parse(at) - start,
      event,
      stepName,
      division: division && named(division),
    })),
    outputs: seen.outputs.map(({ name }) => name),
  };
}

const named = ({ code, shortName }: z.infer<typeof place>) => ({ code, name: shortName });

async function askProduct(
  gateway: string,
  { query, variables, token }: { readonly query: string; readonly variables: object; readonly token: string },
): Promise<Readonly<Record<string, unknown>>> {
  const { body } = await request(`${gateway}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  const answer = (await body.json()) as {
    readonly data?: Record<string, unknown> | null;
    readonly errors?: unknown;
  };
  if (answer.errors !== undefined || !answer.data)
    throw new Error(`refused: ${JSON.stringify(answer.errors)}`);
  return answer.data;
}
