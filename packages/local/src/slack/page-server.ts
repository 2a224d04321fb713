import { createReadStream } from 'node:fs';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { bundlePage, type PageAssets } from './bundle-page.ts';
import type { MessageLog } from './message-log.ts';
import type { DeliveredMessage, Workspace } from './protocol.ts';

const HTML = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Shipbell – Slack stand-in</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/main.css">
    <script type="module" src="/main.js"></script>
  </head>
  <body><div id="root"></div></body>
</html>
`;

/** Messages come from anywhere, so the page may run its own script and talk to its own server, and nothing else. */
const SECURITY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The web page, what it is made of, and `/events`: the workspace, then every message, then each new one as it arrives. */
export async function createPageServer(workspace: Workspace, log: MessageLog): Promise<Server> {
  const assets = await bundlePage();
  const listener: RequestListener = ({ url = '/', headers }, response) => {
    if (url === '/events') return stream(response, workspace, log, Number(headers['last-event-id'] ?? 0));
    if (url === '/') return send(response, 'text/html; charset=utf-8', HTML);
    sendAsset(response, url, assets);
  };
  return createServer(listener);
}

function sendAsset(response: ServerResponse, url: string, { script, style, fonts }: PageAssets): void {
  if (url === '/main.js') return send(response, 'text/javascript; charset=utf-8', script);
  if (url === '/main.css') return send(response, 'text/css; charset=utf-8', style);
  const font = url.startsWith('/fonts/') ? fonts.get(url.slice('/fonts/'.length)) : undefined;
  if (!font) return void response.writeHead(404).end();
  response.writeHead(200, { 'Content-Type': 'font/woff2', 'Cache-Control': 'max-age=3600' });
  createReadStream(font).pipe(response);
}

function send(response: ServerResponse, type: string, body: string): void {
  response.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': SECURITY }).end(body);
}

/** Server-sent events; a browser that comes back says by `Last-Event-ID` what it has seen. */
function stream(response: ServerResponse, workspace: Workspace, log: MessageLog, seen: number): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  response.write(`event: workspace\ndata: ${JSON.stringify(workspace)}\n\n`);
  const write = (message: DeliveredMessage) => {
    response.write(`id: ${message.id}\nevent: message\ndata: ${JSON.stringify(message)}\n\n`);
  };
  for (const message of log.messages) if (message.id > seen) write(message);
  response.on('close', log.listen(write));
}
