import type { privacyRoutes } from '../../contract/families/privacy/routes.ts';
import type { Settings } from '../../contract/index.ts';
import { isMarker } from '../../db/erased.ts';
import { storedTimezone } from '../../db/meta.ts';
import { within } from '../../db/within.ts';
import { exportUser, isKnown } from '../../export/export-user.ts';
import { changeFlags } from '../../ingest/identify.ts';
import { changeRetention, UnknownFeature } from '../../jobs/settings.ts';
import { BadRequest, unknownUser } from '../../reports/errors.ts';
import { HttpError } from '../errors.ts';
import type { Call, HandlersOf, Reply, Streamed } from '../handler.ts';
import type { Services } from '../services.ts';

/** Who looks at the sample takes it for the platform: nothing real is changed under its view. */
function demandReal({ view }: Pick<Call, 'view'>): void {
  if (view.sample)
    throw new HttpError(
      409,
      'The sample platform is shown; leave it first, then repeat this for the real one.',
    );
}

async function exportOne({ services, view, params }: Call<'userExport'>): Promise<Reply> {
  const userId = params.userId!;
  if (!view.sample) await services.ingest.settle();
  if (!(await isKnown(view.db, userId))) throw unknownUser();
  const file = view.sample
    ? exportUser(view.db, userId, { now: services.now() })
    : services.exportUser(userId);
  return {
    headers: { 'content-disposition': 'attachment; filename="user.json"' },
    stream: streamText('application/json; charset=utf-8', file),
  };
}

async function erase(call: Call<'eraseUser'>): Promise<Reply> {
  demandReal(call);
  const { services, params, body } = call;
  const userId = params.userId!;
  if (body.confirm !== userId)
    throw new BadRequest({
      confirm: "takes the id of the user, as in the path: an erasure can't be undone",
    });
  const receipt = await services.eraseUser(userId);
  if (!receipt) throw unknownUser();
  return { body: receipt };
}

async function change(call: Call<'changeUser'>): Promise<Reply> {
  demandReal(call);
  const { services, params, body } = call;
  const { db } = services.real;
  const userId = params.userId!;
  if (db.relations.users.tellsInternal)
    throw new HttpError(
      409,
      'Who is internal is read from the platform’s own tables (facts.users); change it there.',
    );
  const { rowCount } = await db.pool.query(`select from ${db.s}.users where id = $1`, [userId]);
  if (!rowCount || isMarker(userId)) throw unknownUser();
  await services.ingest.foldPending();
  await changeFlags(db, [{ userId, internal: body.internal }]);
  return { body: { userId, internal: body.internal } };
}

async function settingsOf(services: Services): Promise<Settings> {
  const { privacy, cacheSeconds } = services.options;
  return {
    retention: await services.retention.policy(),
    fixed: {
      timezone: await storedTimezone(services.real.db),
      currency: services.currency,
      ipPolicy: privacy.ip,
      userAgentPolicy: privacy.userAgent,
      cacheSeconds,
    },
  };
}

async function changeSettings(call: Call<'changeSettings'>): Promise<Reply> {
  demandReal(call);
  const { services, body } = call;
  try {
    await changeRetention(services.real.db, services.real.catalogue, body.retention);
  } catch (error) {
    if (!(error instanceof UnknownFeature)) throw error;
    throw new BadRequest({ [`retention.activity.${error.feature}`]: error.message });
  }
  return { body: await settingsOf(services) };
}

async function retention({ services }: Call<'retention'>): Promise<Reply> {
  const runs = await services.retention.lastRuns();
  return {
    body: {
      policy: await services.retention.policy(),
      preview: await services.retention.preview(),
      running: services.retention.progress(),
      lastRuns: runs.map(({ startedAt, finishedAt, result }) => ({ startedAt, finishedAt, result })),
    },
  };
}

/** How long an answer waits for a run; one that takes longer goes on, and `GET /retention` tells of it. */
const PATIENCE = 10_000;

async function runRetention(call: Call<'runRetention'>): Promise<Reply> {
  demandReal(call);
  const { retention: runner, log } = call.services;
  const run = runner.run();
  const result = await within(PATIENCE, run, () => null);
  if (result?.ran === false)
    throw new HttpError(409, 'Another process is at it; GET /retention tells what it did.');
  if (result === null) run.catch((error: unknown) => log.error({ err: error }, 'retention failed'));
  return { status: result ? 200 : 202, body: { result, running: runner.progress() } };
}

async function stopRetention({ services }: Call<'stopRetention'>): Promise<Reply> {
  return { body: { result: await services.retention.cut() } };
}

export const privacyHandlers: HandlersOf<typeof privacyRoutes> = {
  userExport: { target: 'userId', run: exportOne },
  eraseUser: { target: 'userId', run: erase },
  changeUser: { target: 'userId', run: change, noted: ({ internal }) => ({ internal }) },
  settings: { run: async ({ services }) => ({ body: await settingsOf(services) }) },
  changeSettings: { run: changeSettings, noted: ({ retention: given }) => ({ retention: given }) },
  retention: { run: retention },
  runRetention: { run: runRetention },
  stopRetention: { run: stopRetention },
};

/** Texts as they are made; who goes away ends the loop that makes them. */
function streamText(
  type: string,
  chunks: AsyncGenerator<{ readonly text: string; readonly rows: number }>,
): Streamed {
  const encoder = new TextEncoder();
  let rows = 0;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await chunks.next();
        if (done) return controller.close();
        rows += value.rows;
        controller.enqueue(encoder.encode(value.text));
      } catch (error) {
        controller.error(error);
      }
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
  return { type, body, rows: () => rows };
}
