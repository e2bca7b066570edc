import type { CatalogueVersion } from './CatalogueVersion.ts';
import type { PublishedVersion } from './PublishedVersion.ts';

export function isPublished(version: CatalogueVersion): version is PublishedVersion {
  return version.publication !== null;
}
