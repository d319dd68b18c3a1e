import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { Refused } from './refused.js';

const COOKIE = 'folio_session';
/** Credits for whoever invited somebody. */
export const REWARD = 10;

const derive = promisify(scrypt);
const hashOf = (token) => createHash('sha256').update(token).digest('hex');

/** Who sends a request, by its cookies; null for nobody. */
export async function accountOf(pool, cookies) {
  const token = tokenIn(cookies);
  if (!token) return null;
  const { rows } = await pool.query(
    `select a.* from sign_ins s join accounts a on a.id = s.account_id where s.token_hash = $1 and s.ends_at > now()`,
    [hashOf(token)],
  );
  return rows[0] ?? null;
}

/** The first who signs up runs the platform. */
export async function signUp(client, { email, name, password, invite }) {
  if (!name?.trim() || !email?.includes('@')) throw new Refused('Tell your name and your e-mail address.');
  if (!(password?.length >= 8)) throw new Refused('Choose a password of 8 characters or more.');
  const salt = randomBytes(16);
  const stored = `${salt.toString('hex')}:${(await derive(password, salt, 64)).toString('hex')}`;
  const { rows } = await client.query(
    `insert into accounts (email, name, password, operator)
       values (lower($1), $2, $3, not exists (select from accounts)) on conflict do nothing returning *`,
    [email.trim(), name.trim(), stored],
  );
  const [account] = rows;
  if (!account) throw new Refused('There is an account with this e-mail address. Sign in instead.');
  if (invite) await reward(client, account, invite);
  return account;
}

async function reward(client, account, invite) {
  const { rows } = await client.query(
    'update accounts set credits = credits + $2 where invite_code = $1 returning id',
    [invite, REWARD],
  );
  if (rows[0])
    await client.query('insert into referrals (referrer_id, referee_id, credits) values ($1, $2, $3)', [
      rows[0].id,
      account.id,
      REWARD,
    ]);
}

export async function checkPassword(client, { email, password }) {
  const { rows } = await client.query('select * from accounts where email = lower($1)', [email?.trim()]);
  const [salt, stored] = (rows[0]?.password ?? `${'0'.repeat(32)}:${'0'.repeat(128)}`).split(':');
  const given = await derive(password ?? '', Buffer.from(salt, 'hex'), 64);
  if (!timingSafeEqual(given, Buffer.from(stored, 'hex')))
    throw new Refused("E-mail and password don't belong together.");
  return rows[0];
}

/** Answers the cookie of a new session. */
export async function beginSession(client, account) {
  const token = randomBytes(32).toString('base64url');
  await client.query('insert into sign_ins (token_hash, account_id) values ($1, $2)', [
    hashOf(token),
    account.id,
  ]);
  return cookie(token, 14 * 86_400);
}

/** Answers the cookie that takes the place of the session's. */
export async function endSession(client, cookies) {
  await client.query('delete from sign_ins where token_hash = $1', [hashOf(tokenIn(cookies) ?? '')]);
  return cookie('', 0);
}

const tokenIn = (cookies) => new RegExp(`(?:^|; )${COOKIE}=([\\w-]+)`).exec(cookies ?? '')?.[1];

/** No other site can make a browser write with it. */
const cookie = (value, seconds) =>
  `${COOKIE}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${process.env.NODE_ENV === 'production' ? '; Secure' : ''}`;
