import { setTimeout } from 'node:timers/promises';

type Send = () => Promise<Response>;

/** Requests without an end, a few at a time, and what became of them. */
export class Traffic {
  answered = 0;
  readonly failures: string[] = [];
  readonly #loops: Promise<unknown>;
  #send: Send;
  #isRunning = true;

  constructor(send: Send) {
    this.#send = send;
    this.#loops = Promise.all(Array.from({ length: 4 }, () => this.#run()));
  }

  /** From now on others are sent. */
  useInstead(send: Send): void {
    this.#send = send;
  }

  /** Waits until all requests that were under way are answered. */
  async settled(): Promise<void> {
    const until = this.answered + this.failures.length + 8;
    while (this.#isRunning && this.answered + this.failures.length < until) await setTimeout(5);
  }

  async stop(): Promise<void> {
    this.#isRunning = false;
    await this.#loops;
  }

  async #run(): Promise<void> {
    while (this.#isRunning) {
      try {
        const response = await this.#send();
        const text = await response.text();
        if (response.status === 200 && !text.includes('"errors"')) this.answered++;
        else this.failures.push(`${response.status} ${text}`);
      } catch (error) {
        this.failures.push(String(error));
      }
      await setTimeout(2);
    }
  }
}
