import type { MaterialType } from './materialType.ts';

const MEDIA_TYPES = {
  PDF: 'application/pdf',
  /** GB/T 33190; no registered name exists. */
  OFD: 'application/ofd',
  JPEG: 'image/jpeg',
  PNG: 'image/png',
  TIFF: 'image/tiff',
} as const satisfies Record<MaterialType, string>;

/** The media type that a material is sent and downloaded as. */
export const mediaTypeOf = (type: MaterialType): string => MEDIA_TYPES[type];
