import { PACKAGE_TEXTS } from './busCodes.ts';

/** Record codes, sections 7.2 and 13. */
export const RECORD_TEXTS = {
  '-8': '必填项缺失',
  '-11': '数据格式错误',
  '-12': '人员不一致',
  '-13': '无权查询',
  '-14': '档案封存',
  '-16': '业务代码不受理',
} as const;
export type RecordCode = keyof typeof RECORD_TEXTS;

/** Whether a code can only be said about single records, not about a package. */
export const isRecordCode = (code: string): code is RecordCode =>
  Object.hasOwn(RECORD_TEXTS, code) && !PACKAGE_TEXTS.has(code);
