import { TongbanError } from '../../../domain/TongbanError.ts';
import type { CasesServices } from '../CasesServices.ts';
import type { FileServices } from './FileServices.ts';

/** @throws {TongbanError} NOT_OFFERED where no store for files is configured. */
export function requireFiles({ files }: Pick<CasesServices, 'files'>): FileServices {
  if (files !== null) return files;
  throw new TongbanError('NOT_OFFERED', 'No files are taken here');
}
