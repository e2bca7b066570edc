/** As the audit has it when a case was erased. */
export const ERASE_CASE = 'eraseCase';
