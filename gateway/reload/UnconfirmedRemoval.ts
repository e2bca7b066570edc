import { basename } from 'node:path';

/** An edit takes so much away, or opens so much, that it is probably a slip; it waits for a confirmation. */
export class UnconfirmedRemoval extends Error {
  override readonly name = 'UnconfirmedRemoval';

  /** @param what - what would be gone: `7 of 11 endpoints would be gone`. */
  constructor(file: string, what: string) {
    const name = basename(file);
    super(`${what}; if that is meant, confirm it: sha256sum ${name} > ${name}.confirmed`);
  }
}
