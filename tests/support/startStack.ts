import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { StackAnnouncement } from './Stack.ts';

const PROGRAM = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** The whole product as a user starts it: real processes of the compiled program, with a data folder of its own. */
export interface Stack extends StackAnnouncement {
  readonly process: ChildProcess;
  readonly folder: string;
  /** Sends one operation; the answer is not interpreted. */
  ask(
    query: string,
    options?: { readonly token?: string; readonly variables?: object },
  ): Promise<StackAnswer>;
  /** Sets (`null`: clears) a fault at a simulated system, `social-insurance/440000`. */
  setFault(system: string, fault: Readonly<Record<string, unknown>> | null): Promise<void>;
  clearFaults(): Promise<void>;
  /** The number of the process that plays a role now. */
  roleProcess(name: string): number;
  /** What the sandbox's governor answers: `POST`, `/systems/…/run`. @throws {Error} with its reason when it refuses. */
  govern(method: string, path: string, body?: object): Promise<unknown>;
  /** The end of what the product has written so far, to whichever stream. */
  output(): string;
  stop(): Promise<void>;
}

export interface StackAnswer {
  readonly status: number;
  readonly text: string;
  readonly body: {
    // biome-ignore lint/suspicious/noExplicitAny: a test reads the answer to its own operation, whose shape it knows
    readonly data?: any;
    readonly errors?: readonly {
      readonly message: string;
      readonly path?: readonly (string | number)[];
      readonly extensions: Record<string, unknown>;
    }[];
  };
}

/**
 * Starts the product; `npm test` compiles it first.
 *
 * @param env - added to our own environment.
 */
export async function startStack(env: Readonly<Record<string, string>> = {}): Promise<Stack> {
  const folder = await mkdtemp(join(tmpdir(), 'tongban-e2e-'));
  // PostgreSQL runs under another account when we are root.
  await chmod(folder, 0o755);
  const child = spawn(process.execPath, [PROGRAM, 'start', '--json', '--port', '0', '--data', folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LOG_LEVEL: 'warn', ...env },
  });
  let output = '';
  const remember = (chunk: Buffer) => {
    output = (output + chunk.toString('utf8')).slice(-20_000);
  };
  child.stderr.on('data', remember);
  const announcement = await firstLine(child, () => output);
  child.stdout.on('data', remember);
  return {
    ...announcement,
    process: child,
    folder,
    ask: (query, { token, variables = {} } = {}) => ask(announcement.gateway, query, token, variables),
    setFault: async (system, fault) => {
      await govern(
        announcement.sandbox,
        fault === null ? 'DELETE' : 'PUT',
        `/systems/${system}/fault`,
        fault,
      );
    },
    clearFaults: async () => {
      await govern(announcement.sandbox, 'DELETE', '/faults', null);
    },
    roleProcess: (name) => {
      const pattern = new RegExp(`^${name} is ready \\(process (\\d+)\\)$`, 'gm');
      const number = [...output.matchAll(pattern)].at(-1)?.[1];
      if (number === undefined) throw new Error(`${name} has not said that it is ready: ${output}`);
      return Number(number);
    },
    govern: (method, path, body) => govern(announcement.sandbox, method, path, body ?? null),
    output: () => output,
    stop: () => stop(child, folder),
  };
}

async function firstLine(child: ChildProcess, output: () => string): Promise<StackAnnouncement> {
  if (child.stdout === null) throw new Error('no stdout');
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('{"gateway"')) {
      child.stdout.resume();
      return JSON.parse(line);
    }
  }
  throw new Error(`the product did not start: ${output()}`);
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

async function stop(child: ChildProcess, folder: string): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
  }
  await rm(folder, { recursive: true, force: true });
}
