import { CommandScan } from './CommandScan.ts';
import type { FileScan } from './FileScan.ts';
import type { FilesConfig } from './filesConfig.ts';
import { HttpScan } from './HttpScan.ts';

export const openFileScan = (settings: NonNullable<FilesConfig['scan']>): FileScan =>
  'url' in settings ? new HttpScan(settings) : new CommandScan(settings);
