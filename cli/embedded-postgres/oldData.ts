/** The name that a data folder bears between the two renames that replace it by a link. */
export const oldData = (data: string) => `${data}.before-move`;
