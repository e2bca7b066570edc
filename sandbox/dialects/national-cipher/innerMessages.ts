/** Inner result codes of docs/dialects/national-cipher.md, sections 8 and 10.5, with their texts. */
export const INNER_MESSAGES = {
  '0000': '成功',
  '2001': '查无此人',
  '2002': '无此业务',
  '3001': '参数缺失或格式错误',
  '3002': '每页条数超出上限',
  '3003': '超过上限',
  '3004': '业务代码不受理',
  '9001': '业务系统繁忙',
  '9002': '业务系统处理超时',
  '9999': '业务系统内部错误',
} as const;
