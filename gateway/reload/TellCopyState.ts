/** Told how what is in use stands to where it comes from. */
export type TellCopyState = (state: 'current' | 'stale') => void;
