import { type AddressInfo, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { nodeFrameFormat } from '../../../adapters/housing-fund/settlement-node/nodeFrameFormat.ts';
import { FrameReader } from '../../../adapters/transport/tcp/FrameReader.ts';

/** Answers one frame; what it writes is up to it. The connection's end is left to it too. */
export type HubScript = (frame: Buffer, socket: Socket) => void;

/** A hub that does as it is told, on a real socket. */
export async function startScriptedHub(script: HubScript) {
  const frames: Buffer[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    const reader = new FrameReader(nodeFrameFormat);
    socket.on('data', (chunk) => {
      const progress = reader.push(chunk);
      if (progress.kind !== 'COMPLETE') return;
      frames.push(progress.frame);
      script(progress.frame, socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return { port: (server.address() as AddressInfo).port, frames };
}
