import { createReadStream } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { iconUrl } from './bell.ts';
import type { MessageLog } from './message-log.ts';
import type { ShownMessage, Workspace } from './protocol.ts';

const HTML = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>Shipbell – Slack emulator</title>
    <link rel="icon" href="${iconUrl(false)}">
    <link rel="stylesheet" href="/main.css">
    <script type="module" src="/main.js"></script>
  </head>
  <body><div id="root"></div></body>
</html>
`;

/** Anybody may write a message, so the page may run its own script and connect to its own server, and nothing else. */
const SECURITY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Creates the server of the web page, its script, style and fonts, and of `/events`, which streams the messages to it. */
export async function createPageServer(workspace: Workspace, log: MessageLog): Promise<Server> {
  const { script, style, fonts } = await bundlePage();
  return createServer(({ url = '/', headers }, response) => {
    const font = fonts.get(url.replace('/fonts/', ''));
    if (url === '/') send(response, 'text/html', HTML);
    else if (url === '/main.js') send(response, 'text/javascript', script);
    else if (url === '/main.css') send(response, 'text/css', style);
    else if (url === '/events') stream(response, workspace, log, headers['last-event-id']);
    else if (font) sendFont(response, font);
    else response.writeHead(404).end();
  });
}

function sendFont(response: ServerResponse, file: string): void {
  response.writeHead(200, { 'Content-Type': 'font/woff2', 'Cache-Control': 'max-age=3600' });
  createReadStream(file).pipe(response);
}

function send(response: ServerResponse, type: string, body: string): void {
  response.writeHead(200, { 'Content-Type': `${type}; charset=utf-8`, 'Content-Security-Policy': SECURITY }).end(body);
}

/** How soon a browser tries again: another server may take this one's place, with other messages. */
const RETRY_MS = 250;

/**
 * Sends the workspace, the messages so far, and each new message as it arrives, as server-sent events. A browser that
 * connects again has the messages up to its `Last-Event-ID`, unless they are of another run.
 */
function stream(response: ServerResponse, workspace: Workspace, log: MessageLog, lastEventId: unknown = ''): void {
  const [run, id] = String(lastEventId).split('/');
  const seen = run === workspace.run ? Number(id) : 0;
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  response.write(`retry: ${RETRY_MS}\nevent: workspace\ndata: ${JSON.stringify(workspace)}\n\n`);
  const write = (message: ShownMessage) => {
    response.write(`id: ${workspace.run}/${message.id}\nevent: message\ndata: ${JSON.stringify(message)}\n\n`);
  };
  for (const message of log.shown) if (message.id > seen) write(message);
  response.on('close', log.onShown(write));
}

/** What the page loads: the text of its script and its style, and the paths of its fonts by their names. */
interface PageAssets {
  readonly script: string;
  readonly style: string;
  readonly fonts: ReadonlyMap<string, string>;
}

const PAGE = fileURLToPath(new URL('page', import.meta.url));

let bundled: Promise<PageAssets> | undefined;

/** Returns the page's assets, which the first call bundles in memory. */
function bundlePage(): Promise<PageAssets> {
  bundled ??= bundle();
  return bundled;
}

async function bundle(): Promise<PageAssets> {
  const fonts = new Map<string, string>();
  const { outputFiles } = await build({
    entryPoints: ['main.tsx', 'styles/main.css'].map((file) => ({ in: join(PAGE, file), out: 'main' })),
    outdir: '/',
    write: false,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2024',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [collectFonts(fonts)],
  });
  const output = (extension: string) => outputFiles.find(({ path }) => path.endsWith(extension))?.text ?? '';
  return { script: output('.js'), style: output('.css'), fonts };
}

/** Returns a plugin that leaves the fonts out of the bundle, has the style load them from `/fonts/`, and lists their paths. */
function collectFonts(fonts: Map<string, string>): Plugin {
  return {
    name: 'collect-fonts',
    setup: ({ onResolve }) => {
      onResolve({ filter: /\.woff2?$/ }, ({ path, resolveDir }) => {
        const name = basename(path);
        fonts.set(name, fileURLToPath(new URL(path, `file://${resolveDir}/`)));
        return { path: `/fonts/${name}`, external: true };
      });
    },
  };
}
