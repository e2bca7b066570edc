/** 返回码 of docs/dialects/settlement-node.md, sections 7 and 9, with their texts. */
export const RETURN_TEXTS = {
  '0000': '处理成功',
  '0001': '已受理,结果另行通知',
  '1001': '会话无效',
  '1002': '签到失败',
  '1003': '发送时间超出允许范围',
  '1004': '无权限',
  '2001': '报文格式错误',
  '2002': '流水号重复',
  '2003': '交易码不存在',
  '2004': '参数缺失或格式错误',
  '2005': '超过批量或每页上限',
  '2006': '批次文件错误',
  '2007': '未登记接收地址',
  '3001': '该笔处理失败',
  '3002': '证件号码校验不通过',
  '3003': '该人正在办理业务,暂不可查',
  '9001': '系统繁忙',
  '9002': '系统维护',
  '9999': '系统异常',
} as const;
export type ReturnCode = keyof typeof RETURN_TEXTS;

export const isReturnCode = (code: string): code is ReturnCode => Object.hasOwn(RETURN_TEXTS, code);
