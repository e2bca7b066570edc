import { isPlainObject } from '../graphql/isPlainObject.ts';

/** Makes the paths of manifests absolute in settings that were not checked yet. */
export function withManifestsFrom(documents: unknown, absolute: (value: unknown) => unknown): unknown {
  if (!isPlainObject(documents)) return documents;
  const all = (files: unknown): unknown =>
    Array.isArray(files) ? files.map((file) => absolute(file)) : absolute(files);
  const { manifest, portals } = documents;
  return {
    ...documents,
    ...(manifest !== undefined && { manifest: all(manifest) }),
    ...(isPlainObject(portals) && {
      portals: Object.fromEntries(Object.entries(portals).map(([portal, files]) => [portal, all(files)])),
    }),
  };
}
