import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

const PROJECT = new URL('../../', import.meta.url);

const read = (path: string): Promise<string> => readFile(new URL(path, PROJECT), 'utf8');

async function pages(): Promise<readonly string[]> {
  const files = await readdir(new URL('docs/', PROJECT), { recursive: true });
  return [
    'README.md',
    'README.zh-CN.md',
    ...files.filter((file) => file.endsWith('.md')).map((file) => `docs/${file}`),
  ];
}

/** Headings as GitHub names them in addresses. */
const anchorsOf = (text: string): readonly string[] =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

it('leads from page to page, and to headings that are there', async () => {
  const lost: string[] = [];
  let followed = 0;
  for (const page of await pages()) {
    for (const [, link = ''] of (await read(page)).matchAll(/\]\(([^)\s]+)\)/g)) {
      const target = new URL(link, new URL(page, PROJECT));
      if (target.protocol !== 'file:') continue;
      followed++;
      const anchor = decodeURIComponent(target.hash.slice(1));
      target.hash = '';
      const isThere =
        existsSync(target) && (anchor === '' || anchorsOf(await readFile(target, 'utf8')).includes(anchor));
      if (!isThere) lost.push(`${page}: ${link}`);
    }
  }

  expect(lost).toEqual([]);
  expect(followed).toBeGreaterThan(50);
});

it('lists every command and every bench in the README', async () => {
  const readme = await read('README.md');
  const commands = [...(await read('cli/commands.ts')).matchAll(/^ {2}\['(\w+)', async \(\) =>/gm)].map(
    ([, name = '']) => `tongban ${name}`,
  );
  const benches = [...(await read('bench/main.ts')).matchAll(/^ {2}(\w+): run\w+,$/gm)].map(
    ([, name = '']) => `\`${name}\``,
  );

  expect(commands.length).toBeGreaterThan(10);
  expect(benches.length).toBeGreaterThan(7);
  expect([...commands, ...benches].filter((name) => !readme.includes(name))).toEqual([]);
});
