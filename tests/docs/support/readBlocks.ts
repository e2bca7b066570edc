import { readFile } from 'node:fs/promises';

/** A fenced block of a document. */
export interface DocumentBlock {
  /** What stands behind the fence: `sh`, `ts`, `text`. */
  readonly language: string;
  readonly text: string;
}

/** The fenced blocks of a document of `docs/`, in order. */
export async function readBlocks(name: string): Promise<readonly DocumentBlock[]> {
  const document = await readFile(new URL(`../../../docs/${name}`, import.meta.url), 'utf8');
  return [...document.matchAll(/^```(\w[^\n]*)\n([\s\S]*?)^```$/gm)].map(([, language = '', text = '']) => ({
    language,
    text,
  }));
}
