import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** Which methods a URL is good for: `upload` HEAD, PATCH, PUT; `download` GET, HEAD. */
export type FileUse = 'upload' | 'download';

export interface SignedUrl {
  readonly url: string;
  /** Epoch ms. */
  readonly expiresAt: number;
}

/** What stands behind the question mark of a signed URL. */
export interface UrlClaim {
  readonly use: FileUse;
  readonly fileId: string;
  /** Epoch seconds. */
  readonly expires: number;
  readonly signature: string;
}

export interface SignedUrlsOptions {
  /** At least 32 bytes, the same on all servers of cases. */
  readonly masterKey: Uint8Array;
  readonly seconds: number;
  /** Origin of the gateway; empty for paths. */
  readonly publicUrl: string;
  /** Epoch ms. */
  now(): number;
}

/**
 * URLs that are their own and only credential: HMAC-SHA256 over use, file and expiry, under a key of this purpose.
 *
 * @see RFC 2104; RFC 5869
 */
export class SignedUrls {
  readonly #options: SignedUrlsOptions;
  readonly #key: Uint8Array;

  constructor(options: SignedUrlsOptions) {
    this.#options = options;
    this.#key = new Uint8Array(hkdfSync('sha256', options.masterKey, '', 'tongban-cases:file-urls', 32));
  }

  issue(use: FileUse, fileId: string): SignedUrl {
    const { now, seconds, publicUrl } = this.#options;
    const expires = Math.floor(now() / 1_000) + seconds;
    const signature = this.#sign(use, fileId, expires);
    return {
      url: `${publicUrl}/files/${fileId}?use=${use}&expires=${expires}&signature=${signature}`,
      expiresAt: expires * 1_000,
    };
  }

  /** Whether we issued it and it may still be used. */
  isGood({ use, fileId, expires, signature }: UrlClaim): boolean {
    const expected = Buffer.from(this.#sign(use, fileId, expires), 'latin1');
    const given = Buffer.from(signature, 'latin1');
    if (given.byteLength !== expected.byteLength || !timingSafeEqual(given, expected)) return false;
    return expires * 1_000 > this.#options.now();
  }

  #sign(use: FileUse, fileId: string, expires: number): string {
    return createHmac('sha256', this.#key)
      .update(JSON.stringify([use, fileId, expires]))
      .digest('base64url');
  }
}
