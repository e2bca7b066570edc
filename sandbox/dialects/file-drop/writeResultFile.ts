import type { SandboxSite } from '../../SandboxDialect.ts';
import { editorHabitsOf } from './editorHabitsOf.ts';
import { headLine } from './headLine.ts';
import { joinColumns } from './joinColumns.ts';
import { writeTextFile } from './writeTextFile.ts';

/** 结果: the code of a batch, and of each of its lines where the batch was good. */
export interface BatchResult {
  readonly code: string;
  readonly lines: readonly { readonly line: number; readonly code: string }[];
}

const TEXTS: ReadonlyMap<string, string> = new Map([
  ['0000', '成功'],
  ['3001', '证件号码错误'],
  ['3002', '行格式错误'],
]);

/**
 * The bytes of the result file for one batch of the platform.
 *
 * @param time - 批次时间, epoch ms.
 */
export function writeResultFile(
  site: Pick<SandboxSite, 'department' | 'jurisdiction'>,
  batch: string,
  { code, lines }: BatchResult,
  time: number,
): Buffer {
  const good = lines.filter((line) => line.code === '0000').length;
  const head = headLine(site, {
    count: lines.length,
    sumFen: BigInt(good) * 100n,
    type: 'JGWJ',
    time,
    release: '2',
    more: [batch, code],
  });
  const rows = lines.map((line) => joinColumns([String(line.line), line.code, TEXTS.get(line.code) ?? '']));
  return writeTextFile([head, ...rows], editorHabitsOf(site.jurisdiction), 'gb18030');
}
