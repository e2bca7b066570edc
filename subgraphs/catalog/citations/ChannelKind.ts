/** 渠道类型 */
export type ChannelKind =
  | 'COUNTER'
  | 'PORTAL'
  | 'APP'
  | 'MINI_PROGRAM'
  | 'NATIONAL_PLATFORM'
  | 'REGIONAL_PLATFORM'
  | 'SELF_SERVICE'
  | 'KIOSK'
  | 'POST';
