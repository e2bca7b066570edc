/** 授权方式 of 异地代收代办: who decides when one place acts for another. */
export const PROXY_AUTHORITIES = [
  /** 异地委托本地代收: the owning side. */
  'COLLECT',
  /** 异地授权本地办理: the accepting side. */
  'DELEGATED',
] as const;
export type ProxyAuthority = (typeof PROXY_AUTHORITIES)[number];
