import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ItemForm } from './ItemForm.ts';

const field = z.object({
  type: z.string(),
  title: z.string(),
  description: z.string().optional(),
  maxLength: z.number().optional(),
  enum: z.array(z.string()).optional(),
  pattern: z.string().optional(),
});
const formsFile = z.object({
  forms: z.array(
    z.object({
      item: z.string(),
      schema: z.object({
        properties: z.record(z.string(), field),
        required: z.array(z.string()).default([]),
      }),
      order: z.array(z.string()),
      parties: z.object({ required: z.array(z.string()) }),
    }),
  ),
});
const itemsFile = z.object({ items: z.array(z.object({ slug: z.string(), nameZh: z.string() })) });

/**
 * The forms of a catalogue's folder with the names of their items.
 *
 * @throws {Error} for a form of an item that is not there.
 */
export async function readItemForms(folder: string): Promise<readonly ItemForm[]> {
  const items = (await readAll(join(folder, 'items'), itemsFile)).flatMap((file) => file.items);
  const names = new Map(items.map(({ slug, nameZh }) => [slug, nameZh]));
  const files = await readAll(join(folder, 'forms'), formsFile);
  return files
    .flatMap(({ forms }) => forms)
    .map((form) => {
      const nameZh = names.get(form.item);
      if (nameZh === undefined) throw new Error(`the catalogue has no item ${form.item}`);
      return { ...form, nameZh };
    });
}

async function readAll<Content>(folder: string, shape: z.ZodType<Content>): Promise<readonly Content[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort();
  return Promise.all(
    files.map(async (file) => shape.parse(JSON.parse(await readFile(join(folder, file), 'utf8')))),
  );
}
