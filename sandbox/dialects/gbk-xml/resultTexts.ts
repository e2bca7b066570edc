/** 返回码 of docs/dialects/gbk-xml.md, sections 8 and 10.6, with their texts. */
export const RESULT_TEXTS = {
  '0000': '交易成功',
  '1001': '报文格式错误',
  '1002': '交易代码不存在',
  '1003': '用户名或密码错误',
  '1004': '摘要校验失败',
  '1005': '时间戳超出允许范围',
  '1006': '机构代码无权限',
  '2001': '必填项缺失或格式错误',
  '2002': '行数超出上限',
  '2003': '办理代码不存在或未开通',
  '9000': '系统维护中',
  '9998': '系统繁忙',
  '9999': '系统内部错误',
} as const;
export type ResultCode = keyof typeof RESULT_TEXTS;
