import { createReadStream } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { bundlePage } from './bundle-page.ts';
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
  const { script, style, fonts } = await bundlePage();
  return createServer(({ url = '/', headers }, response) => {
    const font = fonts.get(url.replace('/fonts/', ''));
    if (url === '/') send(response, 'text/html', HTML);
    else if (url === '/main.js') send(response, 'text/javascript', script);
    else if (url === '/main.css') send(response, 'text/css', style);
    else if (url === '/events') stream(response, workspace, log, Number(headers['last-event-id'] ?? 0));
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
