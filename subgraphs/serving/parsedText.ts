import { z } from 'zod';

/** Text that a parser of ours understands; `message` stands in the place of the parser's own, which may quote the text. */
export function parsedText<T>(parse: (text: string) => T, message: string): z.ZodType<T, string> {
  return z.string().transform((text, context) => {
    try {
      return parse(text);
    } catch {
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    }
  });
}
