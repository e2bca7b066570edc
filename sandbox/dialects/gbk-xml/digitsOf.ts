/** A day or month without its hyphens; `null` stays. */
export const digitsOf = (date: string | null): string | null => date?.replaceAll('-', '') ?? null;
