import { actorOf } from '../../auth/index.ts';
import type { LiveActivities, LiveEnd } from '../../contract/index.ts';
import { routes } from '../../contract/index.ts';
import { reports } from '../../reports/index.ts';
import { admit, identifyCaller } from '../authenticate.ts';
import { HttpError } from '../errors.ts';
import type { Call, Reply } from '../handler.ts';
import { reportContext } from '../handlers/reports.ts';
import { type News, WINDOW } from './feed.ts';
import { createHub, type Hub } from './hub.ts';

const MOST = { inAll: 100, each: 8 };
/** Rows of an event at most. */
const ROWS = 100;
/** How often a silent stream shows that it is alive, and that its reader may still read, in milliseconds. */
const BEAT = 15_000;
const LONGEST_SECONDS = 600;
const encoder = new TextEncoder();

/** Streams of activity that are open in this process. */
export interface Live {
  open(call: Call<'live'>): Promise<Reply>;
  /** Ends all of them, and takes no more: a server that closes waits for nobody. */
  close(): void;
}

export function createLive(): Live {
  const hubs = new Map<string, Hub>();
  const ends = new Map<(reason: LiveEnd['reason']) => void, string>();
  let closing = false;

  /** Those who listen to the same thing share one. */
  function hubOf(call: Call<'live'>): Hub {
    const { services, view, query } = call;
    const key = JSON.stringify([view.sample, query.feature, query.excludeInternal]);
    const known = hubs.get(key);
    if (known) return known;
    const { feature, excludeInternal } = query;
    const hub = createHub(
      async () => {
        const ctx = await reportContext(view, services);
        const span = {
          startDate: new Date(ctx.now - WINDOW).toISOString(),
          endDate: new Date(ctx.now).toISOString(),
        };
        const asked = { ...span, pageSize: ROWS, feature, excludeInternal };
        const { activities, meta } = await reports.activities(ctx, asked);
        return { activities, total: meta.totalRows ?? activities.length };
      },
      services.now,
      (error) => services.log.warn({ err: error }, 'live activity could not be read'),
    );
    hubs.set(key, hub);
    return hub;
  }

  function refuse(actor: string): void {
    const mine = [...ends.values()].filter((each) => each === actor).length;
    const retry = { 'retry-after': '10' };
    if (closing) throw new HttpError(503, 'The server is closing; connect again in a moment.', retry);
    if (mine >= MOST.each)
      throw new HttpError(429, `${mine} live streams of yours are open; close one of them.`, retry);
    if (ends.size >= MOST.inAll)
      throw new HttpError(503, `${ends.size} live streams are open; try again later.`, retry);
  }

  return {
    async open(call) {
      const actor = actorOf(call.principal!);
      refuse(actor);
      const type = 'text/event-stream';
      // Nobody would read it, and so nobody would end it.
      if (call.request.method === 'HEAD') return { text: { type, text: '' }, rows: 0 };
      const hub = hubOf(call);
      let rows = 0;
      let leave = () => {};
      const body = new ReadableStream<Uint8Array>({
        async start(controller) {
          const write = (text: string) => controller.enqueue(encoder.encode(text));
          const tell = ({ activities, more, lastMinute, at }: News) => {
            rows += activities.length;
            const data = { activities, more, lastMinute, at: new Date(at).toISOString() } as LiveActivities;
            // A reader that has not taken the last ones is told the rest by the next connection.
            if ((controller.desiredSize ?? 1) < -64) return end('renew');
            write(`event: activities\ndata: ${JSON.stringify(data)}\n\n`);
          };
          const end = (reason: LiveEnd['reason']) => {
            if (!ends.has(end)) return;
            write(`event: end\ndata: ${JSON.stringify({ reason })}\n\n`);
            leave();
            controller.close();
          };
          const beat = async () => {
            write(':\n\n');
            if (!(await mayStill(call))) end('signed-out');
          };
          const timers = [
            setInterval(() => void beat().catch(() => end('renew')), BEAT),
            setTimeout(() => end('renew'), (call.query.seconds ?? LONGEST_SECONDS) * 1_000),
          ];
          const silence = hub.listen(tell);
          ends.set(end, actor);
          leave = () => {
            for (const timer of timers) clearTimeout(timer);
            silence();
            ends.delete(end);
          };
          call.request.signal.addEventListener(
            'abort',
            () => {
              if (!ends.has(end)) return;
              leave();
              controller.close();
            },
            { once: true },
          );
          write('retry: 3000\n\n');
        },
        cancel: () => leave(),
      });
      return {
        stream: { type, body, rows: () => rows, endless: true },
        // Compressed or gathered on the way, events would come late or never.
        headers: { 'x-accel-buffering': 'no', 'cache-control': 'no-store, no-transform' },
      };
    },
    close() {
      closing = true;
      for (const end of [...ends.keys()]) end('closing');
    },
  };
}

/** Whether whoever opened it would still be let in, to what they were shown. */
async function mayStill({ request, caller, services, view }: Call<'live'>): Promise<boolean> {
  const who = await identifyCaller(request, routes.live, caller, services);
  try {
    admit(routes.live, who);
  } catch {
    return false;
  }
  return view.sample === Boolean(services.sample?.view());
}
