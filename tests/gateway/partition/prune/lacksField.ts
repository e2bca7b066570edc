/** Cuts a field out of the contract. */
export const lacksField = (name: string) => [[new RegExp(` ${name}(\\(.*?\\))?: [^\\s}]+`), '']] as const;
