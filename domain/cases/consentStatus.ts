/** 确认状态: what somebody who was invited has said to taking part in a case. */
export const CONSENT_STATUSES = [
  /** 待加入: the code has not been used yet. */
  'ASKED',
  /** 已加入: known by now, has not said anything yet. */
  'JOINED',
  'GIVEN',
  'REFUSED',
  /** Had said nothing when the time was over. */
  'LAPSED',
] as const;
export type ConsentStatus = (typeof CONSENT_STATUSES)[number];
