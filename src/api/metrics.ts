/** Figures of the running server, for Prometheus at `/metrics`. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, Histogram, Registry } from '@prometheus-io/client';
import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { NO_ROUTE } from './exchange.ts';
import { REASONS, type Refusals } from './refusals.ts';

const NS = 1e9;
const MICROSECONDS = 1e6;
/** Seconds, from an answer at once to one that waited for its turn. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Answers of one route and status. */
interface Tally {
  requests: number;
  bytes: number;
}

/** Answers by route, and of each by status. */
type Tallies = Map<string, Map<number, Tally>>;

/** Counts requests. What is asked at every request are numbers alone; they are written when they are asked for. */
export class Metrics {
  readonly registry = new Registry();
  private readonly computed: Tallies = new Map();
  private readonly kept: Tallies = new Map();
  private readonly durations = new Histogram({
    name: 'demarche_request_duration_seconds',
    help: 'Time to answer a request, from its head to the end of its answer; those out of the cache are not timed',
    labelNames: ['route'],
    buckets: BUCKETS,
    registers: [this.registry],
  });

  constructor(refusals: Refusals) {
    const addSum = (name: string, help: string, tallies: Tallies[], of: 'requests' | 'bytes') => {
      const counter: Counter<'route' | 'status'> = new Counter({
        name,
        help,
        labelNames: ['route', 'status'],
        registers: [this.registry],
        collect: () => {
          counter.reset();
          for (const [route, statuses] of tallies.flatMap((all) => [...all]))
            for (const [status, sums] of statuses) counter.inc({ route, status }, sums[of]);
        },
      });
    };
    const all = [this.computed, this.kept];
    addSum('demarche_requests_total', 'Requests answered', all, 'requests');
    addSum('demarche_response_bytes_total', 'Bytes of their bodies', all, 'bytes');
    addSum('demarche_cache_hits_total', 'Requests answered out of the cache', [this.kept], 'requests');
    const refused: Counter<'reason'> = new Counter({
      name: 'demarche_refused_total',
      help: `Requests and connections refused or cut off: ${Object.entries(REASONS)
        .map(([reason, about]) => `${reason}: ${about}`)
        .join('; ')}`,
      labelNames: ['reason'],
      registers: [this.registry],
      collect: () => {
        refused.reset();
        for (const reason of Object.keys(REASONS) as (keyof typeof REASONS)[])
          refused.inc({ reason }, refusals.counts.get(reason) ?? 0);
      },
    });
  }

  private count(tallies: Tallies, route: string, status: number, bytes: number): void {
    const statuses = tallies.get(route) ?? new Map<number, Tally>();
    const tally = statuses.get(status) ?? { requests: 0, bytes: 0 };
    if (tally.requests === 0) tallies.set(route, statuses.set(status, tally));
    tally.requests++;
    tally.bytes += bytes;
  }

  /** An answer that was computed; `seconds` it took. */
  countAnswer(route: string, status: number, bytes: number, seconds: number): void {
    this.count(this.computed, route, status, bytes);
    this.durations.observe({ route }, seconds);
  }

  /** A request that was refused before it was looked at. */
  countRefusal(status: number, bytes: number): void {
    this.count(this.computed, NO_ROUTE, status, bytes);
  }

  /** An answer out of the cache. */
  countKept(route: string, status: number, bytes: number): void {
    this.count(this.kept, route, status, bytes);
  }

  /** A figure that is looked up when it is asked for. */
  addGauge(name: string, help: string, read: () => number | Promise<number>): void {
    const gauge: Gauge = new Gauge({
      name,
      help,
      registers: [this.registry],
      collect: async () => {
        gauge.set(await read());
      },
    });
  }
}

/** Figures of the process: memory, processor, and how late the event loop is. */
function addProcessGauges(app: FastifyInstance, metrics: Metrics): void {
  const delay = monitorEventLoopDelay();
  delay.enable();
  app.addHook('onClose', async () => {
    delay.disable();
  });
  const about = 'How late the event loop was since this was last asked for, in seconds';
  metrics.addGauge(
    'demarche_event_loop_delay_p50_seconds',
    `${about}: half of the time less`,
    () => delay.percentile(50) / NS,
  );
  metrics.addGauge(
    'demarche_event_loop_delay_p99_seconds',
    `${about}: 99 % of the time less`,
    () => delay.percentile(99) / NS,
  );
  metrics.addGauge('demarche_event_loop_delay_max_seconds', `${about}: at most`, () => {
    const { max } = delay;
    delay.reset();
    return max / NS;
  });
  metrics.addGauge('process_resident_memory_bytes', 'Memory of the process', () => process.memoryUsage.rss());
  metrics.addGauge(
    'process_start_time_seconds',
    'When the process began, since 1970',
    () => performance.timeOrigin / 1000,
  );
  metrics.addGauge('process_cpu_seconds_total', 'Processor time of the process', () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / MICROSECONDS;
  });
}

/** What of the service is told beside its requests, looked up when it is asked for. */
export interface Figures {
  connections: () => Promise<number>;
  heavyWaiting: () => number;
  cacheBytes: () => number;
  release: () => { id: string; date: string; version: string };
}

/** `/metrics`, in Prometheus’s text format. */
export function addMetricsRoute(app: FastifyInstance, metrics: Metrics, figures: Figures) {
  addProcessGauges(app, metrics);
  metrics.addGauge('demarche_connections', 'Connections that are open', figures.connections);
  metrics.addGauge(
    'demarche_heavy_questions_waiting',
    'Questions that wait for a thread',
    figures.heavyWaiting,
  );
  metrics.addGauge('demarche_cache_bytes', 'Memory of finished answers', figures.cacheBytes);
  const release: Gauge<'release' | 'date' | 'version'> = new Gauge({
    name: 'demarche_release_info',
    help: 'Which release is served, and by which version',
    labelNames: ['release', 'date', 'version'],
    registers: [metrics.registry],
    collect: () => {
      const { id, date, version } = figures.release();
      release.reset();
      release.set({ release: id, date, version }, 1);
    },
  });
  app.get('/metrics', { schema: { hide: true, querystring: z.strictObject({}) } }, async (_, reply) =>
    reply
      .header('cache-control', 'no-store')
      .type(metrics.registry.contentType)
      .send(await metrics.registry.metrics()),
  );
}
