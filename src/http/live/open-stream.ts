import { actorOf } from '../../auth/index.ts';
import { type LiveActivities, routes } from '../../contract/index.ts';
import { reports } from '../../reports/index.ts';
import { admit, identifyCaller } from '../authenticate.ts';
import type { Call, Reply, Streamed } from '../handler.ts';
import { reportContext } from '../report-context.ts';
import { type News, WINDOW } from './feed.ts';
import { createHub, type Hub } from './hub.ts';
import type { EndStream } from './streams.ts';

/** Rows of an event at most. */
const ROWS = 100;
/** How often a silent stream shows that it is alive, and that its reader may still read, in milliseconds. */
const BEAT = 15_000;
const encoder = new TextEncoder();

/**
 * A stream of activity, until its reader leaves, may no longer read, or has had it for its time.
 *
 * @throws HttpError 429 or 503 where too many are open, 503 where the server closes
 */
export function openStream(call: Call<'live'>): Reply {
  const actor = actorOf(call.principal!);
  call.services.live.admit(actor);
  const type = 'text/event-stream';
  // Nobody would read it, and so nobody would end it.
  if (call.request.method === 'HEAD') return { text: { type, text: '' }, rows: 0 };
  return {
    stream: { type, ...streamOf(call, hubOf(call), actor), endless: true },
    // Compressed or gathered on the way, events would come late or never.
    headers: { 'x-accel-buffering': 'no', 'cache-control': 'no-store, no-transform' },
  };
}

function streamOf(call: Call<'live'>, hub: Hub, actor: string): Pick<Streamed, 'body' | 'rows'> {
  let rows = 0;
  let open = true;
  let leave = () => {};
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const write = (text: string) => controller.enqueue(encoder.encode(text));
      const end: EndStream = (reason) => {
        if (!open) return;
        write(`event: end\ndata: ${JSON.stringify({ reason })}\n\n`);
        leave();
        controller.close();
      };
      const tell = ({ activities, more, lastMinute, at }: News) => {
        rows += activities.length;
        const data = { activities, more, lastMinute, at: new Date(at).toISOString() } as LiveActivities;
        // A reader that hasn't taken the last ones is told the rest by the next connection.
        if ((controller.desiredSize ?? 1) < -64) return end('renew');
        write(`event: activities\ndata: ${JSON.stringify(data)}\n\n`);
      };
      const beat = async () => {
        write(':\n\n');
        if (!(await mayStill(call))) end('signed-out');
      };
      const timers = [
        setInterval(() => void beat().catch(() => end('renew')), BEAT),
        setTimeout(() => end('renew'), call.query.seconds * 1_000),
      ];
      const silence = hub.listen(tell);
      const forget = call.services.live.add(end, actor);
      leave = () => {
        open = false;
        for (const timer of timers) clearTimeout(timer);
        silence();
        forget();
      };
      call.request.signal.addEventListener(
        'abort',
        () => {
          if (!open) return;
          leave();
          controller.close();
        },
        { once: true },
      );
      write('retry: 3000\n\n');
    },
    cancel: () => leave(),
  });
  return { body, rows: () => rows };
}

function hubOf({ services, view, query }: Call<'live'>): Hub {
  const { feature, excludeInternal } = query;
  const poll = async () => {
    const ctx = await reportContext(view, services);
    const { activities, meta } = await reports.activities(ctx, {
      startDate: new Date(ctx.now - WINDOW).toISOString(),
      endDate: new Date(ctx.now).toISOString(),
      pageSize: ROWS,
      feature,
      excludeInternal,
    });
    return { activities, total: meta.totalRows ?? activities.length };
  };
  return services.live.hub(JSON.stringify([view.sample, feature, excludeInternal]), () =>
    createHub(poll, services.now, (error) =>
      services.log.warn({ err: error }, "live activity couldn't be read"),
    ),
  );
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
