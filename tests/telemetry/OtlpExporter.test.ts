import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import type { FinishedSpan } from '../../telemetry/FinishedSpan.ts';
import { OtlpExporter } from '../../telemetry/OtlpExporter.ts';

const span: FinishedSpan = {
  ...{ traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), parentId: undefined },
  ...{ name: 'graphql', kind: 'server', startedAt: 1, endedAt: 2, attributes: {}, failed: false },
};

it('waits for a collector that says nothing once, however often it was to deliver, and not at its end', async () => {
  let asked = 0;
  const collector = createServer(() => {
    asked++;
  });
  collector.listen(0, '127.0.0.1');
  await once(collector, 'listening');
  onTestFinished(() => {
    collector.closeAllConnections();
    collector.close();
  });
  const { port } = collector.address() as AddressInfo;
  const log: string[] = [];
  const exporter = new OtlpExporter({
    endpoint: `http://127.0.0.1:${port}`,
    serviceName: 'tongban-gateway',
    log: (line) => void log.push(line),
    intervalMs: 1_000_000,
    lastMs: 1,
  });
  for (let count = 0; count < 4_096; count++) exporter.take(span);
  const first = once(collector, 'request');
  for (let due = 0; due < 4; due++) void exporter.deliver();
  await first;

  await exporter.close();

  expect([asked, log]).toEqual([1, ['traces cannot be delivered; they are lost']]);
});
