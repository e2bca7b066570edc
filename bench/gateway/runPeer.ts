import { type PeerOptions, PeerProcess } from './PeerProcess.ts';

/** A process that serves, and what it told once it did. */
export interface RunningPeer {
  readonly process: PeerProcess;
  readonly told: Readonly<Record<string, string>>;
}

/** Starts a process and notes it in `started`, so that whoever called can end it even where it never serves. */
export async function runPeer(started: PeerProcess[], options: PeerOptions): Promise<RunningPeer> {
  const process = new PeerProcess(options);
  started.push(process);
  return { process, told: await process.started() };
}
