/** Texts of the codes that the centre refuses requests with (docs/dialects/exchange-table.md, section 7). */
export const REQUEST_REASONS: ReadonlyMap<string, string> = new Map([
  ['201', '请求内容格式错误'],
  ['202', '请求类型未知'],
  ['203', '证件号码错误'],
  ['204', '平台无权限'],
  ['901', '系统维护中'],
  ['909', '系统内部错误'],
]);
