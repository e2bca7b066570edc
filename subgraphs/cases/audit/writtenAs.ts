/** Which content of a case: its name, and the event that it was written with. */
export const writtenAs = (name: string, sequence: number): string => `${sequence} ${name}`;
