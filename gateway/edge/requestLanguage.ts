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
  for (const range of header.split(',')) {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    const quality = weight === undefined ? 1 : Number(weight);
    const language = languageOf(tag);
    if (language !== undefined && quality > best) {
      chosen = language;
      best = quality;
    }
  }
  return chosen;
}

function languageOf(tag: string): RequestLanguage | undefined {
  if (tag === 'zh' || tag.startsWith('zh-')) return 'zh-CN';
  return tag === 'en' || tag.startsWith('en-') ? 'en' : undefined;
}
