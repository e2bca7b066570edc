import type { FileUse, UrlClaim } from './SignedUrls.ts';

const SEARCH = /^\/files\/[^?]+\?use=(upload|download)&expires=(\d{1,12})&signature=([\w-]{43})$/;

/** What a URL claims, exactly as we write it; `null` for any other spelling. */
export function parseClaim(fileId: string, url: string): UrlClaim | null {
  const [, use, expires, signature] = SEARCH.exec(url) ?? [];
  if (!isUse(use) || expires === undefined || signature === undefined) return null;
  return { use, fileId, expires: Number(expires), signature };
}

const isUse = (text: string | undefined): text is FileUse => text === 'upload' || text === 'download';
