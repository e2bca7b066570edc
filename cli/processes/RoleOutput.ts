import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';

/** Longer lines are passed on in pieces, so that a role without line breaks cannot fill our memory. */
const LONGEST_LINE = 65_536;
/** A disk that is full, or a file as long as it may be, takes lines again some time later; a reader who is gone never does. */
const PASSING = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/**
 * Passes on what roles write, line by line, each line with the role's name: a JSON object gets a first member
 * `role`, any other text a prefix. Slows the roles down to what the target takes.
 */
export class RoleOutput {
  readonly #target: Writable;
  #lost = false;
  #drained: Promise<unknown> | null = null;

  constructor(target: Writable) {
    this.#target = target;
    target.on('error', ({ code }: NodeJS.ErrnoException) => {
      if (!PASSING.has(code ?? '')) this.#lost = true;
    });
  }

  /** Settles when the role's stream has ended. */
  async attach(role: string, source: Readable): Promise<void> {
    let rest = '';
    source.setEncoding('utf8');
    try {
      for await (const text of source) {
        const lines = `${rest}${text}`.split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) await this.#write(role, line);
        if (rest.length > LONGEST_LINE) {
          await this.#write(role, rest);
          rest = '';
        }
      }
    } catch {
      // The role's end tore the stream; what came is shown.
    }
    if (rest !== '') await this.#write(role, rest);
  }

  async #write(role: string, line: string): Promise<void> {
    if (this.#lost || line === '') return;
    if (this.#target.write(`${labelled(role, line)}\n`)) return;
    // One listener for all roles together, however many of them wait.
    this.#drained ??= once(this.#target, 'drain')
      .catch(() => undefined)
      .finally(() => {
        this.#drained = null;
      });
    await this.#drained;
  }
}

function labelled(role: string, line: string): string {
  const isObject = line.startsWith('{"') && line.endsWith('}');
  return isObject ? `{"role":${JSON.stringify(role)},${line.slice(1)}` : `[${role}] ${line}`;
}
