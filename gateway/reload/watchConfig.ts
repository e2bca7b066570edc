import type { GatewayConfig } from '../config.ts';
import type { ConfigSource } from './ConfigSource.ts';
import { isConfirmed } from './isConfirmed.ts';
import { readFollowed } from './readFollowed.ts';
import { stateOfFollowed } from './stateOfFollowed.ts';
import type { TellCopyState } from './TellCopyState.ts';
import { UnconfirmedRemoval } from './UnconfirmedRemoval.ts';

export interface ConfigWatch {
  readonly source: ConfigSource;
  /** The configuration already in use: says which other file is looked at. */
  readonly config: () => GatewayConfig;
  /** Whether what the files say now is what is in use. */
  readonly isInUse: () => Promise<boolean>;
  /**
   * Reads the configuration and takes over what can be taken over.
   *
   * @param isConfirmed - somebody has confirmed that much is to be taken away.
   * @returns what an operator should know.
   * @throws {Error} one line; nothing has changed then.
   */
  readonly onChange: (isConfirmed: boolean) => Promise<string>;
  /** Told of each edit, and of one that was refused once more when it is taken after all. */
  readonly count: (outcome: 'taken' | 'refused') => void;
  readonly tell: TellCopyState;
  /** Gets one line for each edit. */
  readonly log: (line: string) => void;
  /** Milliseconds between looks; default 500. */
  readonly intervalMs?: number;
}

/** So many looks after a refusal comes the next try: what was wrong may have been a file that the configuration names. */
const LOOKS_UNTIL_RETRY = 20;

/**
 * Follows the configuration file, and the file of the context secret, while the gateway runs: looked at, not subscribed to,
 * so that renames, mounts and network file systems all work. An edit counts when two looks in a row see the same; one that
 * was refused is tried again every so often.
 *
 * @returns a function that stops watching.
 */
export async function watchConfig(watch: ConfigWatch): Promise<() => void> {
  const watcher = new ConfigWatcher(watch);
  await watcher.start();
  return () => watcher.stop();
}

class ConfigWatcher {
  readonly #watch: ConfigWatch;
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;
  /** As of the last look, and as of the last edit that was taken over or refused. */
  #seen = '';
  #settled = '';
  #isUnconfirmed = false;
  /** Why the last edit was refused; `null`: it was taken. */
  #reason: string | null = null;
  #looksSince = 0;

  constructor(watch: ConfigWatch) {
    this.#watch = watch;
  }

  /** What was edited while the gateway started, from what it had read by then, is an edit as any other. */
  async start(): Promise<void> {
    this.#seen = await this.#state();
    if (await this.#watch.isInUse()) this.#settled = this.#seen;
    this.#schedule();
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  #schedule(): void {
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => void this.#look(), this.#watch.intervalMs ?? 500).unref();
  }

  async #look(): Promise<void> {
    const state = await this.#state();
    const isMoving = state !== this.#seen;
    this.#seen = state;
    if (!isMoving && !this.#isStopped) {
      this.#looksSince++;
      if (state !== this.#settled) {
        this.#reason = null;
        await this.#take(state);
      } else if (this.#isUnconfirmed) {
        if (await this.#hasConfirmation()) await this.#take(state);
      } else if (this.#reason !== null && this.#looksSince >= LOOKS_UNTIL_RETRY) {
        await this.#take(state);
      }
    }
    this.#schedule();
  }

  async #take(state: string): Promise<void> {
    const { source, onChange, count, log, tell } = this.#watch;
    this.#settled = state;
    this.#looksSince = 0;
    try {
      const outcome = await onChange(await this.#hasConfirmation());
      this.#isUnconfirmed = false;
      this.#reason = null;
      count('taken');
      tell('current');
      log(`${source.file}: ${outcome}`);
    } catch (error) {
      this.#isUnconfirmed = error instanceof UnconfirmedRemoval;
      const [reason = ''] = String(error instanceof Error ? error.message : error).split('\n');
      if (reason === this.#reason) return;
      this.#reason = reason;
      count('refused');
      tell('stale');
      log(`${source.file} is refused, the settings in use stay: ${reason}`);
    }
  }

  async #hasConfirmation(): Promise<boolean> {
    const { file } = this.#watch.source;
    const content = await readFollowed(file).catch(() => '');
    return content !== '' && isConfirmed(file, content);
  }

  async #state(): Promise<string> {
    const { source, config } = this.#watch;
    const { contextSecretFile } = config();
    const files = [source.file, ...(contextSecretFile === undefined ? [] : [contextSecretFile])];
    return (await Promise.all(files.map((file) => stateOfFollowed(file).catch(() => 'none')))).join(' ');
  }
}
