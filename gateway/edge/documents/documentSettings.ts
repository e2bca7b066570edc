import { z } from 'zod';

const file = z.string('must be the name of a file').min(1, 'must be the name of a file');
const files = z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(file));

/** Which documents are approved, and what becomes of others. */
export const documentSettings = z.strictObject({
  /** Manifests of documents that are approved for everybody. */
  manifest: files.default([]),
  /** Portal → manifests of documents that are approved for this portal alone. */
  portals: z.record(z.string(), files).default({}),
  /**
   * What happens to a document that no manifest holds: nothing, a line in the log, or a refusal. Default: `enforce` in
   * production and `log` elsewhere where there is a manifest, `off` where there is none.
   */
  mode: z.enum(['off', 'log', 'enforce'], 'must be off, log or enforce').optional(),
  /** Whether clients may register documents by themselves (automatic persisted queries); never while `mode` is `enforce`. */
  automatic: z.boolean('must be true or false').default(true),
  /** Memory for documents that clients registered. */
  automaticBytes: z
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .default(16 * 2 ** 20),
});

export type DocumentSettings = z.output<typeof documentSettings>;

/** What happens to a document that no manifest holds. */
export type DocumentMode = NonNullable<DocumentSettings['mode']>;
