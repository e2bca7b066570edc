import { readRanges } from './readRanges.ts';

export type RequestLanguage = 'zh-CN' | 'en';

/**
 * The language of messages: Chinese, unless the client ranks English above it.
 *
 * @param header - `accept-language` (RFC 9110 section 12.5.4).
 */
export function requestLanguage(header: string | undefined): RequestLanguage {
  if (header === undefined || header.length > 256) return 'zh-CN';
  let chosen: RequestLanguage = 'zh-CN';
  let best = 0;
  for (const { name, weight } of readRanges(header)) {
    const language = languageOf(name);
    if (language !== undefined && weight > best) {
      chosen = language;
      best = weight;
    }
  }
  return chosen;
}

function languageOf(tag: string): RequestLanguage | undefined {
  if (tag === 'zh' || tag.startsWith('zh-')) return 'zh-CN';
  return tag === 'en' || tag.startsWith('en-') ? 'en' : undefined;
}
