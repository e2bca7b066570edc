/** Outer codes of refusal of docs/dialects/national-cipher.md, section 8, with their texts. */
export const OUTER_MESSAGES = {
  4001: '报文格式错误',
  4002: '应用未注册',
  4003: '验签失败',
  4004: '解密失败',
  4005: '时间戳超限',
  4006: '流水号重复',
  4007: '服务不存在',
  5000: '网关内部错误',
  5030: '系统维护',
} as const;
export type OuterRefusal = keyof typeof OUTER_MESSAGES;
