/** 返回码 that our acks bear for a package that was not taken, with the words that stand beside them. */
export const PACKAGE_CODES = {
  '-1': '注册码无效',
  '-2': '报文不是良构的',
  '-3': '数据区处理失败',
  '-4': '发送单位未登记',
  '-5': '接收单位未登记',
  '-6': '业务类别错误',
  '-7': '无对应申请',
  '-8': '必填项缺失',
  '-9': '报文编号重复',
  '-10': '报文过长',
  '-99': '系统内部错误',
} as const satisfies Record<string, string>;
export type PackageCode = keyof typeof PACKAGE_CODES;

/** 返回信息 of a package that was taken. */
export const TAKEN = '接收成功';
