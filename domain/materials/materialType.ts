/** What a material may be: a closed list, because each type is recognised by its content. */
export const MATERIAL_TYPES = ['PDF', 'OFD', 'JPEG', 'PNG', 'TIFF'] as const;
export type MaterialType = (typeof MATERIAL_TYPES)[number];
