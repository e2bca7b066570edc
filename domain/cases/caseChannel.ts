/** 受理渠道: how an application reaches the accepting place. */
export const CASE_CHANNELS = ['PORTAL', 'APP', 'MINI_PROGRAM', 'COUNTER', 'KIOSK', 'POST'] as const;
export type CaseChannel = (typeof CASE_CHANNELS)[number];
