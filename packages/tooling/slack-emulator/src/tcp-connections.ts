import type { Server } from 'node:https';
import type { Socket } from 'node:net';

/** Makes a function that resets a connection of the server: TLS has no reset, the TCP socket beneath it has. */
export function tcpConnections(server: Server): (socket: Socket) => void {
  const byPort = new Map<number | undefined, Socket>();
  server.on('connection', (tcp: Socket) => {
    const { remotePort } = tcp;
    byPort.set(remotePort, tcp);
    tcp.on('close', () => byPort.get(remotePort) === tcp && byPort.delete(remotePort));
  });
  return ({ remotePort }) => byPort.get(remotePort)?.resetAndDestroy();
}
