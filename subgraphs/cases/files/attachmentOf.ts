import type { MaterialType } from '../../../domain/materials/materialType.ts';

/** `content-disposition` of a download (RFC 6266, RFC 8187): to be saved, under the name that it was uploaded with. */
export function attachmentOf(name: string | null, type: MaterialType): string {
  const plain = `attachment; filename="material.${type.toLowerCase()}"`;
  if (name === null) return plain;
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${plain}; filename*=UTF-8''${encoded}`;
}
