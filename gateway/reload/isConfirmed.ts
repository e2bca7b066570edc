import { createHash } from 'node:crypto';
import { readFollowed } from './readFollowed.ts';

/**
 * Whether somebody has confirmed this very content of a file: `<file>.confirmed` holds its SHA-256, as
 * `sha256sum FILE > FILE.confirmed` writes it.
 *
 * A confirmation is bound to what it confirms, so that one that is left lying about confirms nothing else.
 */
export async function isConfirmed(file: string, content: string): Promise<boolean> {
  const given = await readFollowed(`${file}.confirmed`).catch(() => '');
  return given.toLowerCase().includes(createHash('sha256').update(content).digest('hex'));
}
