import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ExchangeDialect } from '../../exchange/ExchangeDialect.ts';
import { DropFolder } from './DropFolder.ts';
import { fileDropOptions } from './FileDropOptions.ts';
import { FolderCentre } from './FolderCentre.ts';
import { createFileDesk } from './handling/createFileDesk.ts';

/** Both sides put text files into one directory (docs/dialects/file-drop.md). */
export const fileDrop: ExchangeDialect = {
  name: 'file-drop',
  needs: 'folder',
  isXml: () => false,
  createOptions: ({ ordinal, derive }) => ({
    digest: ordinal % 2 === 0 ? 'MD5' : 'SM3',
    platformCode: `1${(derive('platform code', 4).readUInt32BE() % 100_000_000).toString().padStart(8, '0')}`,
    settleSeconds: 2,
    takenMinutes: 10,
    pollSeconds: 1,
    handling: 'offered',
  }),
  createDesk: (site) =>
    fileDropOptions.parse(site.options).handling === 'offered' ? createFileDesk(site) : null,
  async open(site, exchangeFolder) {
    const options = fileDropOptions.parse(site.options);
    const root = resolve(join(exchangeFolder, `${site.department}-${site.jurisdiction}`));
    const folder = new DropFolder(root, options.digest);
    await folder.prepare();
    return new FolderCentre(pathToFileURL(root).href, site, options, folder);
  },
};
