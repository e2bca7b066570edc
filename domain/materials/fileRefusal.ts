/** Why a file that came whole is of no use: other bytes than declared, another type, or a scan that refused it. */
export const FILE_REFUSALS = ['DIGEST', 'TYPE', 'SCAN'] as const;
export type FileRefusal = (typeof FILE_REFUSALS)[number];
