import type { Manifest } from './TrustedDocuments.ts';

/** A manifest and where it was read. */
export interface ReadManifest extends Manifest {
  readonly file: string;
}

/**
 * Each file by itself gives an id once; what a portal may ask for comes from several. Two portals may give one id to different texts:
 * neither sees the other's.
 *
 * @throws {RangeError} one line, when an id stands for two texts to one caller.
 */
export function refuseDoubleIds(manifests: readonly ReadManifest[]): void {
  const portals = new Set(manifests.map(({ portal }) => portal));
  for (const portal of portals) {
    const seen = new Map<string, { readonly text: string; readonly file: string }>();
    for (const manifest of manifests) {
      if (manifest.portal !== null && manifest.portal !== portal) continue;
      for (const { id, text } of manifest.entries) {
        const known = seen.get(id);
        if (known !== undefined && known.text !== text) {
          const files = known.file === manifest.file ? known.file : `${known.file} and ${manifest.file}`;
          throw new RangeError(`${files}: the id "${id.slice(0, 80)}" stands for two different documents`);
        }
        seen.set(id, { text, file: manifest.file });
      }
    }
  }
}
