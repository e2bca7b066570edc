/** 办理模式 */
export const HANDLING_MODES = ['FULLY_ONLINE', 'PROXY_COLLECTION', 'JOINT_HANDLING'] as const;
export type HandlingMode = (typeof HANDLING_MODES)[number];
