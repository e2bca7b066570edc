import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** One command of the compiled program in a process of its own. */
export interface Part {
  readonly process: ChildProcess;
  /** All that it has written so far, to stdout and to stderr. */
  output(): string;
  /** Settles when its output fits. @throws {Error} with the output when it ends before. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  stop(): Promise<void>;
}

/** Starts `tongban <args>`. */
export function startPart(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Part {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  const output = () => Buffer.concat(chunks).toString('utf8');
  const closed = once(child, 'close');

  return {
    process: child,
    output,
    says: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = pattern.exec(output());
          if (found === null) return;
          for (const stream of [child.stdout, child.stderr]) stream.off('data', look);
          resolve(found);
        };
        for (const stream of [child.stdout, child.stderr]) stream.on('data', look);
        void closed.then(() => reject(new Error(`tongban ${args[0]} ended: ${output().slice(-2_000)}`)));
        look();
      }),
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await closed;
    },
  };
}
