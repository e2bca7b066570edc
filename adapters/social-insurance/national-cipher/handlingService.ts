/** 服务编码 of handling -> the outer code of its success at sites that answer by service. */
export const HANDLING_SUCCESS = {
  /** 业务办理. */
  SBC301: 200,
  /** 办理结果查询. */
  SBC302: 0,
  /** 业务撤销. */
  SBC303: 0,
} as const;

/** What gateways offer where handling is offered. */
export type HandlingService = keyof typeof HANDLING_SUCCESS;
