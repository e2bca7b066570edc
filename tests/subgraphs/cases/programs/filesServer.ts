import { createServer } from 'node:http';
import { pino } from 'pino';
import { CaseVault } from '../../../../subgraphs/cases/CaseVault.ts';
import { readCasesConfig } from '../../../../subgraphs/cases/config.ts';
import { FileRoute } from '../../../../subgraphs/cases/files/FileRoute.ts';
import { openFiles } from '../../../../subgraphs/cases/files/openFiles.ts';
import { openDatabase } from '../../../../subgraphs/cases/storage/openDatabase.ts';

/** What a server of cases does with files, in a process of its own that a test lets die. */
const [, , settings = '{}'] = process.argv;
const { databaseUrl, caseKey, files } = readCasesConfig(JSON.parse(settings));
const logger = pino({ level: 'silent' });
const database = openDatabase({ databaseUrl, applicationName: 'dying', maxConnections: 2, logger });
if (files === undefined) throw new Error('no files are configured');
const services = openFiles({
  config: files,
  masterKey: caseKey,
  database,
  vault: new CaseVault(caseKey),
  now: Date.now,
});
const route = new FileRoute(services, logger);
const server = createServer((request, response) => {
  const [, id = ''] = /^\/files\/([^?]+)/.exec(request.url ?? '') ?? [];
  void route.answer(id, request, response);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}` });
});
