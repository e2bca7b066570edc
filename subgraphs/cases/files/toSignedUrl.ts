import { formatInstant } from '../../../domain/formatInstant.ts';
import type { SignedUrl as Answer } from '../resolvers.generated.ts';
import type { SignedUrl } from './SignedUrls.ts';

/** A signed URL as the schema shows it. */
export const toSignedUrl = ({ url, expiresAt }: SignedUrl): Answer => ({
  url,
  expiresAt: formatInstant(expiresAt),
});
