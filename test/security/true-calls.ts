import type { AnyExample, EndpointName } from '../../src/contract/index.ts';
import { newEventId } from '../../src/ingest/ids.ts';
import type { TestServer } from '../support/http.ts';
import { anActivity } from '../support/index.ts';

/** The call of the reference, made true: ids that exist, tokens that work. */
export interface GoodCall extends Pick<AnyExample, 'params' | 'query' | 'body'> {
  /** Status of its good answer. */
  readonly status: number;
}

/** What `as` may call, where that depends on who owns it. */
type TrueCall = (s: TestServer, as?: string) => Promise<Partial<GoodCall>>;

/** A user with activity, on every server that the suite asks. */
export const KNOWN = 'known';
const PASSWORD = 'a long sentence as a password';
const newEmail = () => `op-${crypto.randomUUID()}@example.com`;
const newOperator = (s: TestServer) => s.analytics.auth.operators.save(newEmail(), 'viewer');
/** Somebody who may be erased. */
async function newUser(s: TestServer): Promise<string> {
  const userId = `user-${crypto.randomUUID()}`;
  await s.analytics.ingest.track(anActivity({ userId }));
  return userId;
}
const ofOperator: TrueCall = async (s) => ({ params: { operatorId: (await newOperator(s)).id } });
const ofNote: TrueCall = async (s) => {
  const { rows } = await s.t.db.pool.query<{ id: string }>(
    `insert into ${s.t.db.s}.annotations (day, text, author) values ('2026-03-15', 'Outage', 'key:test') returning id`,
  );
  return { params: { noteId: rows[0]!.id } };
};

const ofView: TrueCall = async (s, as) => {
  const saved = await s.post('/api/admin/views', { name: 'Board', path: 'usage', search: '' }, { as });
  if (saved.status === 201) return { params: { viewId: saved.json.view.id } };
  const { rows } = await s.t.db.pool.query<{ id: string }>(
    `insert into ${s.t.db.s}.saved_views (name, path, search, owner, shared, created_at, updated_at)
     values ('Board', 'usage', '', null, true, now(), now()) returning id`,
  );
  return { params: { viewId: rows[0]!.id } };
};

const ofSegment: TrueCall = async (s) => {
  const slug = `s-${crypto.randomUUID()}`;
  await s.t.db.pool.query(
    `insert into ${s.t.db.s}.segments (slug, version, name, rules, author, created_at)
     values ($1, 1, 'Slipping', 'joined:>30days', 'key:test', now())`,
    [slug],
  );
  return { params: { slug } };
};

/** Where the example of the reference names what only a running server can have. */
export const trueCalls: { readonly [E in EndpointName]?: TrueCall } = {
  track: async () => ({
    body: { activities: [{ userId: 'user-17', action: 'session_created', eventId: newEventId() }] },
  }),
  beacon: async (s) => ({
    body: {
      token: (await s.analytics.beaconToken('user-17'))!,
      sentAt: Date.now(),
      activities: [{ eventId: newEventId(), action: 'page_viewed', details: { path: '/sessions' } }],
    },
  }),
  recordSignals: async () => ({ body: { id: newEventId(), userId: 'user-17', signal: 'api_call' } }),
  userUsage: async () => ({ params: { userId: KNOWN } }),
  userFacts: async () => ({ params: { userId: KNOWN } }),
  userViewers: async () => ({ params: { userId: KNOWN } }),

  signIn: async (s) => {
    const { id, email } = await newOperator(s);
    const { passwords } = s.analytics.auth;
    await passwords.redeem(await passwords.newReset(id), PASSWORD);
    return { body: { email, password: PASSWORD } };
  },
  signInByLink: async (s) => {
    const token = await s.analytics.auth.operators.newLink((await newOperator(s)).id);
    return { body: { token } };
  },
  acceptInvitation: async (s) => {
    const token = await s.analytics.auth.passwords.newInvitation((await newOperator(s)).id);
    return { body: { token, password: PASSWORD } };
  },
  resetPassword: async (s) => {
    const token = await s.analytics.auth.passwords.newReset((await newOperator(s)).id);
    return { body: { token, password: PASSWORD } };
  },
  changePassword: async () => ({ body: { next: PASSWORD } }),
  enrolSecondFactor: async () => ({ body: {} }),
  // What has to come first is told by the tests of signing in; here the answer is that it did not.
  answerSecondFactor: async () => ({ status: 401 }),
  confirmSecondFactor: async () => ({ status: 409 }),
  disableSecondFactor: async () => ({ status: 409 }),
  startSingleSignOn: async () => ({ status: 404 }),
  finishSingleSignOn: async () => ({ status: 404 }),

  inviteOperator: async () => ({ body: { email: newEmail(), role: 'viewer' } }),
  changeOperator: ofOperator,
  removeOperator: ofOperator,
  makeResetLink: ofOperator,
  signOutOperator: ofOperator,
  revokeKey: async (s) => ({ params: { keyId: (await s.analytics.auth.keys.create('test', ['read'])).id } }),
  changeView: ofView,
  removeView: ofView,
  segmentVersions: ofSegment,
  saveSegment: async () => ({
    body: { slug: `s-${crypto.randomUUID()}`, name: 'Slipping', rules: 'joined:>30days' },
  }),
  changeSegment: ofSegment,
  removeSegment: ofSegment,
  changeNote: ofNote,
  removeNote: ofNote,
  userExport: async () => ({ params: { userId: KNOWN } }),
  changeUser: async (s) => ({ params: { userId: await newUser(s) } }),
  eraseUser: async (s) => {
    const userId = await newUser(s);
    return { params: { userId }, body: { confirm: userId } };
  },
  // No sample is shown here; that it can be left is told by the tests of the sample.
  leaveSample: async () => ({ status: 404 }),
  showSample: async () => ({ status: 404 }),
};
