import { parentPort, workerData } from 'node:worker_threads';
import { parse } from 'graphql';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { buildPlanning } from '../buildPlanning.ts';
import { finish } from '../finish.ts';
import type { PlanningJob, PlanningReport } from './PlanningJob.ts';

// The thread of `PlanningThread`: plans what it is told, one after the other.
const { supergraphSdl }: { supergraphSdl: string } = workerData;
const { planner } = finish(buildPlanning(supergraphSdl));

parentPort?.on('message', (job: PlanningJob) => report(answerTo(job)));
report({ kind: 'ready' });

function answerTo({ text, labels, mostMs }: PlanningJob): PlanningReport {
  try {
    return { kind: 'planned', planned: planner.plan(parse(text, { noLocation: true }), labels, { mostMs }) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const isCostly = error instanceof TongbanError && error.code === 'OPERATION_TOO_COSTLY';
    return { kind: isCostly ? 'too-costly' : 'failed', message };
  }
}

function report(said: PlanningReport): void {
  parentPort?.postMessage(said);
}
