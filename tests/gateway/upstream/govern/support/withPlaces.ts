import { afterEach } from 'vitest';
import { TongbanError } from '../../../../../domain/TongbanError.ts';
import type { GatewayRequestContext } from '../../../../../gateway/GatewayRequestContext.ts';
import type { EndpointState } from '../../../../../gateway/upstream/govern/EndpointState.ts';
import {
  type UpstreamSettings,
  upstreamSettings,
} from '../../../../../gateway/upstream/govern/upstreamSettings.ts';
import { HttpUpstreamClient } from '../../../../../gateway/upstream/HttpUpstreamClient.ts';
import type { UpstreamRequest } from '../../../../../gateway/upstream/UpstreamClient.ts';
import { Places } from './Places.ts';

export interface Question extends Partial<UpstreamRequest> {
  readonly context?: Partial<GatewayRequestContext>;
  readonly signal?: AbortSignal;
}

/** Places behind one origin and a client before them, for every test anew. */
export interface Scene {
  readonly places: Places;
  /** @returns the answer's data, or the error's code. */
  ask(place: string, question?: Question): Promise<unknown>;
  /** @throws {Error} where the place was not asked. */
  stateOf(place: string): EndpointState;
  readonly client: HttpUpstreamClient;
}

interface SceneOptions extends Partial<UpstreamSettings> {
  readonly jurisdictionTimeoutMs?: number;
}

/** The function opens a scene; what it opened is closed after the test. */
export function withPlaces(): (options?: SceneOptions) => Promise<Scene> {
  const closers: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0)) await close();
  });
  return async ({ jurisdictionTimeoutMs = 10_000, ...settings } = {}) => {
    const places = await Places.open();
    const client = new HttpUpstreamClient({
      jurisdictionTimeoutMs,
      settings: upstreamSettings.parse(settings),
    });
    closers.push(
      () => client.close(),
      () => places.close(),
    );
    return {
      places,
      client,
      stateOf: (place) => {
        const state = [...client.endpoints()].find(({ jurisdiction }) => jurisdiction === place);
        if (state === undefined) throw new Error(`${place} was not asked`);
        return state;
      },
      ask: async (place, { context, signal = new AbortController().signal, ...question } = {}) => {
        const request: UpstreamRequest = {
          service: 'funds',
          jurisdiction: place,
          url: places.urlOf(place),
          operation: 'entities',
          query: 'query{a}',
          operationName: undefined,
          variables: {},
          ...question,
        };
        const whole = { ...CONTEXT, signal, deadlineAt: performance.now() + 20_000, ...context };
        try {
          return (await client.send(request, whole, signal)).data;
        } catch (error) {
          if (error instanceof TongbanError) return error.code;
          throw error;
        }
      },
    };
  };
}

const CONTEXT = { requestId: 'r-1', traceparent: undefined, caller: null, language: 'en' } as const;
