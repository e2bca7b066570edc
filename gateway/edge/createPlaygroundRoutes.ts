import { type FileHandle, open } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { GraphQLSchema } from 'graphql';
import type { Exchange } from './Exchange.ts';
import { findPlaygroundFolder } from './findPlaygroundFolder.ts';
import { answeredTabs } from './playground/answeredTabs.ts';
import type { PlaygroundSettings } from './playground/PlaygroundSettings.ts';
import type { Route } from './Route.ts';

export interface PlaygroundParts {
  readonly settings: PlaygroundSettings;
  /** Of the supergraph in use. */
  readonly schema: () => GraphQLSchema;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
};

/** One file of the folder itself: no separators, nothing hidden, nothing encoded. */
const FILE_NAME = /^[A-Za-z0-9][\w-]*(?:\.[\w-]+)*\.[a-z0-9]+$/;

/** The page comes from here and talks to here; the editor writes styles at run time. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const PAGE_HEADERS = {
  'content-security-policy': POLICY,
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
};

/**
 * The playground: its page, its files, and the tabs of a first visit.
 *
 * @param findFolder - where the built page lies; `undefined` while it is not built.
 */
export function createPlaygroundRoutes(
  { settings, schema }: PlaygroundParts,
  findFolder: () => Promise<string | undefined> = findPlaygroundFolder,
): readonly Route[] {
  const tabs = oncePerSchema((current) => JSON.stringify({ tabs: answeredTabs(settings, current) }));
  const serve = async (exchange: Exchange, name: string): Promise<void> => {
    if (!expectReading(exchange)) return;
    const folder = await findFolder();
    if (folder === undefined)
      return answerText(exchange, 404, 'The playground is not built: run npm run build');
    await answerFile(exchange, folder, name);
  };
  return [
    { path: '/', handle: (exchange) => exchange.answer(302, { location: '/playground' }) },
    {
      path: '/playground/settings.json',
      handle: (exchange) => {
        if (!expectReading(exchange)) return;
        exchange.answer(
          200,
          { 'content-type': 'application/json', 'cache-control': 'no-store' },
          tabs(schema()),
        );
      },
    },
    {
      path: '/playground',
      isTree: true,
      handle: (exchange) => serve(exchange, exchange.path.slice('/playground/'.length) || 'index.html'),
    },
  ];
}

/** Anybody may ask for it as often as they like. */
function oncePerSchema(make: (schema: GraphQLSchema) => string): (schema: GraphQLSchema) => string {
  let made: { readonly schema: GraphQLSchema; readonly text: string } | undefined;
  return (schema) => {
    if (made?.schema !== schema) made = { schema, text: make(schema) };
    return made.text;
  };
}

function expectReading(exchange: Exchange): boolean {
  const { method } = exchange.request;
  if (method === 'GET' || method === 'HEAD') return true;
  exchange.answer(405, { allow: 'GET, HEAD' });
  return false;
}

async function answerFile(exchange: Exchange, folder: string, name: string): Promise<void> {
  const type = TYPES[extname(name)];
  const file = FILE_NAME.test(name) && type !== undefined ? await openFile(join(folder, name)) : undefined;
  if (file === undefined || type === undefined) return answerText(exchange, 404, 'There is no such file');
  try {
    const { size, mtimeMs } = await file.stat();
    const etag = `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`;
    if (exchange.request.headers['if-none-match'] === etag)
      return exchange.answer(304, { ...PAGE_HEADERS, etag });
    exchange.writeHead(200, { ...PAGE_HEADERS, etag, 'content-type': type, 'content-length': String(size) });
    if (exchange.request.method === 'HEAD') exchange.response.end();
    // A reader who leaves early is no fault.
    else
      await pipeline(file.createReadStream({ autoClose: false }), exchange.response).catch(() => undefined);
  } finally {
    await file.close();
  }
}

async function openFile(path: string): Promise<FileHandle | undefined> {
  const file = await open(path).catch(() => undefined);
  if (file === undefined) return undefined;
  if ((await file.stat()).isFile()) return file;
  await file.close();
  return undefined;
}

function answerText(exchange: Exchange, status: number, text: string): void {
  exchange.answer(
    status,
    { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
    `${text}\n`,
  );
}
