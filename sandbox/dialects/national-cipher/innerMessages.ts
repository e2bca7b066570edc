/** Inner result codes of docs/dialects/national-cipher.md, section 8, with their texts. */
export const INNER_MESSAGES = {
  '0000': '成功',
  '2001': '查无此人',
  '3001': '参数缺失或格式错误',
  '3002': '每页条数超出上限',
  '9001': '业务系统繁忙',
  '9999': '业务系统内部错误',
} as const;
export type InnerCode = keyof typeof INNER_MESSAGES;
