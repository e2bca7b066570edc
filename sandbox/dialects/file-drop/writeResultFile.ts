import type { SandboxSite } from '../../SandboxDialect.ts';
import { editorHabitsOf } from './editorHabitsOf.ts';
import { headLine } from './headLine.ts';
import { joinColumns } from './joinColumns.ts';
import { writeTextFile } from './writeTextFile.ts';

interface ResultLine {
  readonly line: number;
  readonly code: string;
  /** 业务编号, of a line of applications only. */
  readonly key?: string;
}

/** 结果: the code of a batch, and of each of its lines where the batch was good. */
export interface BatchResult {
  readonly code: string;
  readonly lines: readonly ResultLine[];
}

const REGISTERED = '已登记';
const TEXTS: ReadonlyMap<string, string> = new Map([
  ['0000', '成功'],
  ['3001', '证件号码错误'],
  ['3002', '行格式错误'],
  ['3101', '行格式错误'],
  ['3102', '证件号码错误'],
  ['3103', '列值缺失或格式错误'],
  ['3104', '业务代码不受理'],
  ['3105', '超过上限'],
  ['3201', '系统繁忙'],
  ['3209', '登记异常'],
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
  const rows = lines.map(({ line, code: of, key }) => {
    const text = key !== undefined && of === '0000' ? REGISTERED : (TEXTS.get(of) ?? '');
    return joinColumns([String(line), of, text, ...(key === undefined ? [] : [key])]);
  });
  return writeTextFile([head, ...rows], editorHabitsOf(site.jurisdiction), 'gb18030');
}
