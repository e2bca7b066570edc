/** The offices that the demo clerk acts for: those of the demo citizen's places, so that one token plays all parts. */
export const DEMO_OFFICES = ['340000', '430000', '440000'] as const;
