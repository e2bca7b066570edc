import { fork } from 'node:child_process';
import { ENGINE_FLAGS } from './engineFlags.ts';
import type { RoleOutput } from './RoleOutput.ts';
import { RoleProcess } from './RoleProcess.ts';
import type { RoleSpec } from './RoleSpec.ts';
import type { RoleOrder } from './roleOrder.ts';
import { roleProgram } from './roleProgram.ts';

export interface StartRoleOptions {
  readonly stdout: RoleOutput;
  readonly stderr: RoleOutput;
  /** What the role reported before it crashed; `null` the first time. */
  readonly previous?: Readonly<Record<string, string>> | null;
}

/** Two processes cannot listen on one debugger port. */
const isDebugger = (argument: string) => argument.startsWith('--inspect');

/** Starts a role's process once; whether it may be started again is its supervisor's to know. */
export function startRole(
  spec: RoleSpec,
  { stdout, stderr, previous = null }: StartRoleOptions,
): RoleProcess {
  const order: RoleOrder = { type: 'start', config: spec.config(previous) };
  // The name is for whoever looks at the list of processes; the program does not read it.
  const child = fork(roleProgram(spec.program), [spec.name], {
    // The same TypeScript loader, if any, and the same memory limits as ours; whatever was said to us goes before ours.
    execArgv: [...ENGINE_FLAGS, ...process.execArgv.filter((argument) => !isDebugger(argument))],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // graphql-js and others check much more elsewhere.
    env: { NODE_ENV: 'production', ...(spec.env ?? process.env) },
  });
  if (child.stdout !== null) void stdout.attach(spec.name, child.stdout);
  if (child.stderr !== null) void stderr.attach(spec.name, child.stderr);
  const role = new RoleProcess(spec, child);
  // A child that cannot be told is one that has ended; its exit is reported.
  child.send(order, () => undefined);
  return role;
}
