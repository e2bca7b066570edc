/** 办理模式 */
export type HandlingMode = 'FULLY_ONLINE' | 'PROXY_COLLECTION' | 'JOINT_HANDLING';
