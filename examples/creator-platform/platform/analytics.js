import { createAnalytics } from 'joip-analytics';
import { accountOf } from './accounts.js';

/** The platform's analytics: in its own process and its own database, over its own connections. */
export const openAnalytics = (pool) =>
  createAnalytics({
    pool,
    // Who may see the panel and the parts is who runs the platform.
    authorize: async (request) => {
      const account = await accountOf(pool, request.headers.get('cookie'));
      return account?.operator ? { id: account.id, email: account.email, role: 'admin' } : null;
    },
    signInUrl: (path) => `/sign-in?next=${encodeURIComponent(path)}`,
    // What the platform's tables hold already is read from there.
    facts: {
      users: 'select id, email, name, operator as internal, created_at from public.accounts',
      creditTransactions: `
        select id, account_id as user_id, 'purchase' as kind, cents as amount, 'USD' as currency, credits, created_at
          from public.purchases`,
      referrals: `
        select id, referrer_id, referee_id, credits as credit_reward, created_at from public.referrals`,
      communityShares: `
        select s.id, o.account_id as owner_id, 'session' as kind, s.created_at as shared_at
          from public.shares s join public.sessions o on o.id = s.session_id`,
      communityLikes: 'select id, account_id as user_id, share_id, created_at from public.likes',
    },
  });
