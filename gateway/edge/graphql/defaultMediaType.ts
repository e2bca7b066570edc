import type { MediaType } from './MediaType.ts';

/** For clients that do not care. */
export const DEFAULT_MEDIA_TYPE: MediaType = { name: 'application/json', hidesFailures: false };
