import { readFileSync } from 'node:fs';
import type { Stack, StackAnnouncement, StackAnswer } from './Stack.ts';

export interface StackPlace {
  readonly announcement: StackAnnouncement;
  readonly folder: string;
  /** The file that takes what the product writes. */
  readonly log: string;
  /** Bytes of it that are somebody else's; default 0. */
  readonly since?: number;
}

/** Reaches a product that runs, in whichever process it was started. */
export function stackAt({ announcement, folder, log, since = 0 }: StackPlace): Stack {
  const { gateway, sandbox } = announcement;
  const output = () => readFileSync(log).subarray(since).toString('utf8').slice(-20_000);
  return {
    ...announcement,
    folder,
    ask: (query, { token, variables = {} } = {}) => ask(gateway, query, token, variables),
    setFault: async (system, fault) => {
      await govern(sandbox, fault === null ? 'DELETE' : 'PUT', `/systems/${system}/fault`, fault);
    },
    clearFaults: async () => {
      await govern(sandbox, 'DELETE', '/faults', null);
    },
    roleProcess: (name) => {
      const pattern = new RegExp(`^${name} is ready \\(process (\\d+)\\)$`, 'gm');
      const number = [...readFileSync(log, 'utf8').matchAll(pattern)].at(-1)?.[1];
      if (number === undefined) throw new Error(`${name} has not said that it is ready: ${output()}`);
      return Number(number);
    },
    govern: (method, path, body) => govern(sandbox, method, path, body ?? null),
    output,
  };
}

async function ask(
  gateway: string,
  query: string,
  token: string | undefined,
  variables: object,
): Promise<StackAnswer> {
  const answer = await fetch(`${gateway}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables }),
  });
  const text = await answer.text();
  return { status: answer.status, text, body: JSON.parse(text) };
}

async function govern(sandbox: string, method: string, path: string, body: object | null): Promise<unknown> {
  const answer = await fetch(`${sandbox}${path}`, {
    method,
    ...(body === null ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`the sandbox refused ${method} ${path}: ${text}`);
  return JSON.parse(text);
}
