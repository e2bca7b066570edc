/** 服务编码 -> the outer code of its success at sites that answer by service. */
export const OUTER_SUCCESS = {
  SBC201: 200,
  SBC202: 0,
  SBC203: 200,
  SBC204: 200,
  SBC205: 200,
  SBC206: 0,
} as const;

/** What the gateways offer. */
export type Service = keyof typeof OUTER_SUCCESS;
