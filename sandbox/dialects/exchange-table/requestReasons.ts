/** Texts of the codes that the centre refuses requests with (docs/dialects/exchange-table.md, sections 7 and 10.7). */
export const REQUEST_REASONS: ReadonlyMap<string, string> = new Map([
  ['201', '请求内容格式错误'],
  ['202', '请求类型未知'],
  ['203', '证件号码错误'],
  ['204', '平台无权限'],
  ['205', '业务代码不受理'],
  ['206', '超过上限'],
  ['207', '业务编号重复'],
  ['901', '系统维护中'],
  ['902', '系统繁忙'],
  ['909', '系统内部错误'],
]);
