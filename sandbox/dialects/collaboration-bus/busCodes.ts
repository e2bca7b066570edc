/** 业务类别 of reads: docs/dialects/collaboration-bus.md, section 8. */
export type BusinessClass = '0101' | '0102' | '0109';

/** The success code differs per operation. */
export const SUCCESS: Readonly<Record<BusinessClass, string>> = { '0101': '1', '0102': '0', '0109': '2' };

/** 返回码 of packages in the ack of an application, section 7.1. */
export const PACKAGE_TEXTS: ReadonlyMap<string, string> = new Map([
  ['1', '申请已受理'],
  ['-1', '注册码无效'],
  ['-2', '报文不是良构的'],
  ['-3', '数据区处理失败'],
  ['-4', '发送单位未登记'],
  ['-5', '接收单位未登记'],
  ['-6', '业务类别错误'],
  ['-7', '超过记录数上限'],
  ['-8', '必填项缺失'],
  ['-9', '报文编号重复'],
  ['-10', '报文过长'],
  ['-20', '系统维护中'],
  ['-21', '系统繁忙'],
  ['-99', '系统内部错误'],
]);

/** Said before or without reading the document, as bare text. */
export const BARE_CODES: ReadonlySet<string> = new Set(['-1', '-2', '-10', '-21']);
