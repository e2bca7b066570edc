import { z } from 'zod';
import type { CaseVault } from '../CaseVault.ts';
import { aboutRow } from './aboutRow.ts';
import type { FileAbout } from './FileAbout.ts';
import type { StoredFile } from './StoredFile.ts';

const aboutShape = z.object({ name: z.string().nullable(), sha256: z.string() });

/** @throws {Error} without details when it was not sealed under this key. */
export const readAbout = (
  { fileId, about }: Pick<StoredFile, 'fileId' | 'about'>,
  key: Uint8Array,
  vault: CaseVault,
): FileAbout => aboutShape.parse(vault.open(about, key, aboutRow(fileId)));
