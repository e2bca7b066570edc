import { stat } from 'node:fs/promises';
import { type LaunchedStack, launchStack } from '../launchStack.ts';
import { stackAt } from '../stackAt.ts';
import type { LentStack } from './lentStack.ts';
import type { SharedPostgres } from './SharedPostgres.ts';
import { StackCondition } from './StackCondition.ts';

interface Returned {
  readonly isSpoilt: boolean;
  readonly isGoverned: boolean;
}

interface Running {
  readonly launched: LaunchedStack;
  readonly databaseUrl: string;
  /** As it was when it was new. */
  readonly condition: StackCondition;
}

/** One product that files borrow one after the other. Whatever is off when one comes back, the next one gets a new product. */
export class SharedStack {
  readonly #postgres: SharedPostgres;
  #running: Running | null = null;
  #turn: Promise<void> = Promise.resolve();
  #isLent = false;
  /** Whether systems were made to fail since breakers last forgot. */
  #isGoverned = false;

  constructor(postgres: SharedPostgres) {
    this.#postgres = postgres;
  }

  borrow(): Promise<LentStack> {
    return this.#inTurn(() => this.#borrow());
  }

  /** A borrower that failed leaves nobody knows what; one that governed the systems leaves breakers that remember it. */
  giveBack({ isSpoilt, isGoverned }: Returned): Promise<void> {
    return this.#inTurn(async () => {
      this.#isLent = false;
      this.#isGoverned ||= isGoverned;
      if (isSpoilt) await this.#end();
    });
  }

  end(): Promise<void> {
    return this.#inTurn(() => this.#end());
  }

  /** A borrower whose hook was given up may still be waiting when the next one comes: one after the other, or two start. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  }

  async #borrow(): Promise<LentStack> {
    // A borrower that never gave it back has ended in the middle of something.
    if (this.#isLent) await this.#end();
    if (this.#running !== null && !(await this.#isAsNew(this.#running))) await this.#end();
    this.#running ??= await this.#start();
    this.#isLent = true;
    const { launched, databaseUrl } = this.#running;
    const { announcement, folder, log } = launched;
    return { announcement, folder, log, since: (await stat(log)).size, databaseUrl };
  }

  async #end(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    this.#isLent = false;
    await running?.launched.stop();
  }

  async #isAsNew({ launched, condition }: Running): Promise<boolean> {
    const flaw = launched.isRunning() ? await condition.restore(this.#isGoverned) : 'it has ended';
    this.#isGoverned = false;
    if (flaw !== null) process.stderr.write(`the shared stack starts anew: ${flaw}\n`);
    return flaw === null;
  }

  async #start(): Promise<Running> {
    const databaseUrl = await this.#postgres.createDatabase('stack');
    const launched = await launchStack({ DATABASE_URL: databaseUrl });
    try {
      const condition = await StackCondition.of(stackAt(launched), databaseUrl);
      // What a machine that is too busy for it does to the first borrower, that one says best itself.
      await condition.restore(false);
      return { launched, databaseUrl, condition };
    } catch (error) {
      await launched.stop();
      throw error;
    }
  }
}
