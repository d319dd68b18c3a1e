import { beginSession, checkPassword, endSession, signUp } from './accounts.js';
import { accountPage, adminPage, parts } from './admin-pages.js';
import * as pages from './pages.js';
import { createStudio } from './studio.js';
import { style } from './style.js';

/**
 * Every address of the platform. A route is told what was asked and answers what to show; those that write are given a
 * client in a transaction. None knows a framework.
 *
 * - `open`: for whoever isn't signed in; `operator`: for operators alone
 * - answers `{ title, body, head? }` for a page, `{ to, cookie? }` to lead on, `{ css }` for the sheet
 */
export function createRoutes(pool, analytics) {
  const studio = createStudio(analytics);
  const rows = async (text, ...values) => (await pool.query(text, values)).rows;
  const enter = async (client, account, to) => {
    const cookie = await beginSession(client, account);
    const activity = { userId: account.id, action: 'user_logged_in', details: { method: 'password' } };
    await analytics.track(activity, { tx: client });
    return { to, cookie };
  };

  return {
    'GET /style.css': { open: true, run: async () => ({ css: style }) },
    'GET /sign-in': {
      open: true,
      run: async ({ query }) => ({ title: 'Sign in', body: pages.signInPage(query) }),
    },
    'POST /sign-up': {
      open: true,
      run: async ({ client, form }) => enter(client, await signUp(client, form), '/'),
      again: (form) => ({ title: 'Sign up', body: pages.signUpPage(form) }),
    },
    'POST /sign-in': {
      open: true,
      run: async ({ client, form }) => enter(client, await checkPassword(client, form), within(form.next)),
      again: (form) => ({ title: 'Sign in', body: pages.signInPage(form) }),
    },
    'POST /sign-out': {
      run: async ({ client, cookies }) => ({ to: '/sign-in', cookie: await endSession(client, cookies) }),
    },

    'GET /': {
      open: true,
      async run({ account, query }) {
        if (!account) return { title: 'Sign up', body: pages.signUpPage(query) };
        const sessions = await rows(
          `select s.id, s.title,
             (select colours from media where session_id = s.id order by created_at limit 1) as colours,
             (select count(*) from captions where session_id = s.id) as captions,
             (select count(*) from media where session_id = s.id) as pictures
           from sessions s where s.account_id = $1 order by s.created_at desc`,
          account.id,
        );
        return { title: 'Studio', body: pages.studioPage({ sessions }) };
      },
    },
    'POST /sessions': {
      run: async ({ client, account, form }) => ({
        to: `/sessions/${await studio.createSession(client, account, form)}`,
      }),
    },
    'GET /sessions/:id': {
      async run({ account, id }) {
        const [session] = await rows(
          `select s.*, exists (select from shares where session_id = s.id) as shared
             from sessions s where s.id = $1 and s.account_id = $2`,
          ...[id, account.id],
        );
        if (!session) return null;
        const captions = await rows('select * from captions where session_id = $1 order by created_at', id);
        const media = await rows('select * from media where session_id = $1 order by created_at', id);
        return { title: session.title, body: pages.sessionPage({ session, captions, media }) };
      },
    },
    'POST /sessions/:id/captions': inSession(studio.addCaption),
    'POST /sessions/:id/media': inSession(studio.addPicture),
    'POST /sessions/:id/share': inSession(studio.share),

    'GET /community': {
      async run({ account }) {
        const shares = await rows(
          `select h.id, s.title, a.name, count(l.id) as likes, coalesce(bool_or(l.account_id = $1), false) as liked,
             (select colours from media where session_id = s.id order by created_at limit 1) as colours
           from shares h join sessions s on s.id = h.session_id join accounts a on a.id = s.account_id
             left join likes l on l.share_id = h.id
           group by h.id, s.id, a.id order by h.created_at desc limit 60`,
          account.id,
        );
        return { title: 'Community', body: pages.communityPage({ shares }) };
      },
    },
    'POST /shares/:id/like': {
      async run({ client, account, id }) {
        await studio.like(client, account, { id });
        return { to: '/community' };
      },
    },
    'GET /credits': {
      async run({ account, origin }) {
        const [{ invited }] = await rows(
          'select count(*) as invited from referrals where referrer_id = $1',
          account.id,
        );
        return { title: 'Credits', body: pages.creditsPage({ account, origin, invited }) };
      },
    },
    'POST /purchases': {
      async run({ client, account, form }) {
        await studio.buy(client, account, form);
        return { to: '/credits' };
      },
    },

    'GET /admin': {
      operator: true,
      async run() {
        const accounts = await rows('select * from accounts order by created_at desc limit 20');
        return { title: 'Admin', head: parts, body: adminPage({ accounts }) };
      },
    },
    'GET /admin/users/:id': {
      operator: true,
      async run({ id }) {
        const [account] = await rows(
          `select a.*, (select count(*) from purchases where account_id = a.id) as purchases,
             (select count(*) from referrals where referrer_id = a.id) as invited
           from accounts a where a.id = $1`,
          id,
        );
        return account ? { title: account.name, head: parts, body: accountPage(account) } : null;
      },
    },
  };
}

const inSession = (write) => ({
  async run({ client, account, id, form }) {
    await write(client, account, { ...form, id });
    return { to: `/sessions/${id}` };
  },
});

/** A page here, never another site. */
const within = (next) => (/^\/(?![/\\])/.test(next ?? '') ? next : '/');
