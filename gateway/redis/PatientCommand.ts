import { Command } from 'ioredis';

/** A command whose answer is taken however late it comes; who sends it says how long it is waited for. */
export class PatientCommand extends Command {
  /** The library would throw the answer away after `commandTimeout`. */
  override setTimeout(): void {}
}
