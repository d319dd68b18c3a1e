import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/index.ts';
import { ABSOLUTE, type Auth, createAuth, IDLE, LINK_LIFETIME } from './index.ts';
import { allows, type Principal } from './roles.ts';

let t: TestDatabase;
let auth: Auth;
let clock = Date.UTC(2026, 2, 15, 12);

beforeAll(async () => {
  t = await testDatabase();
});
afterAll(() => t.drop());
beforeEach(() => {
  auth = createAuth(t.db, { now: () => clock, key: Buffer.alloc(32, 1), onWarning: () => {} });
});

describe('a sign-in link', () => {
  it('works once', async () => {
    const operator = await auth.operators.save('Ann@Example.com', 'admin');
    const token = await auth.operators.newLink(operator.id);
    expect(await auth.operators.redeem(token)).toMatchObject({ email: 'ann@example.com', role: 'admin' });
    expect(await auth.operators.redeem(token)).toBeNull();
  });

  it('is redeemed by one of many who try at once', async () => {
    const operator = await auth.operators.save('race@example.com', 'admin');
    const token = await auth.operators.newLink(operator.id);
    const all = await Promise.all(Array.from({ length: 8 }, () => auth.operators.redeem(token)));
    expect(all.filter((each) => each !== null)).toHaveLength(1);
  });

  it('ends after a day, and when a later one is made', async () => {
    const { id } = await auth.operators.save('late@example.com', 'admin');
    const first = await auth.operators.newLink(id);
    const second = await auth.operators.newLink(id);
    expect(await auth.operators.redeem(first)).toBeNull();
    clock += LINK_LIFETIME;
    expect(await auth.operators.redeem(second)).toBeNull();
  });

  it('is stored as a hash alone', async () => {
    const { id } = await auth.operators.save('hash@example.com', 'admin');
    const token = await auth.operators.newLink(id);
    const { rows } = await t.db.pool.query(
      `select token_hash from ${t.db.s}.sign_in_links where operator_id = $1`,
      [id],
    );
    expect(rows).toEqual([{ token_hash: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
    expect(rows[0].token_hash).not.toContain(token);
  });
});

describe('a session', () => {
  const signIn = async (email: string, previous?: string) => {
    const operator = await auth.operators.save(email, 'admin');
    return { operator, token: await auth.sessions.start(operator.id, previous) };
  };

  it('names its operator with the role of now', async () => {
    const { operator, token } = await signIn('role@example.com');
    expect(await auth.sessions.find(token)).toEqual({
      kind: 'operator',
      id: operator.id,
      email: 'role@example.com',
      role: 'admin',
    });
    await auth.operators.save('role@example.com', 'viewer');
    expect(await auth.sessions.find(token)).toMatchObject({ role: 'viewer' });
  });

  it('ends when idle, and lives on when used', async () => {
    const { token } = await signIn('idle@example.com');
    for (let i = 0; i < 3; i++) {
      clock += IDLE - 1_000;
      expect(await auth.sessions.find(token)).not.toBeNull();
    }
    clock += IDLE;
    expect(await auth.sessions.find(token)).toBeNull();
  });

  it('ends after twelve hours however much it is used', async () => {
    const { token } = await signIn('busy@example.com');
    const end = clock + ABSOLUTE;
    while (clock + IDLE / 2 < end) {
      clock += IDLE / 2;
      expect(await auth.sessions.find(token)).not.toBeNull();
    }
    clock = end;
    expect(await auth.sessions.find(token)).toBeNull();
  });

  it('ends by sign-out, by another sign-in of the same browser, and by a reset', async () => {
    const one = await signIn('end@example.com');
    const two = await signIn('end@example.com', one.token);
    expect(await auth.sessions.find(one.token)).toBeNull();
    await auth.sessions.end(two.token);
    expect(await auth.sessions.find(two.token)).toBeNull();
    const three = await signIn('end@example.com');
    await auth.sessions.endAll(three.operator.id);
    expect(await auth.sessions.find(three.token)).toBeNull();
  });

  it('is swept away once it has ended', async () => {
    await signIn('sweep@example.com');
    clock += ABSOLUTE;
    await auth.sessions.sweep();
    const { rows } = await t.db.pool.query(`select 1 from ${t.db.s}.operator_sessions`);
    expect(rows).toEqual([]);
  });
});

describe('an API key', () => {
  it('is found by its text, and not once revoked', async () => {
    const { id, key } = await auth.keys.create('web', ['track']);
    expect(key).toMatch(/^joip_[\w-]{43}$/);
    const principal: Principal = { kind: 'key', id, name: 'web', scopes: ['track'] };
    expect(await auth.keys.find(key)).toEqual(principal);
    expect(await auth.keys.find(`${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`)).toBeNull();
    expect(await auth.keys.find('joip_')).toBeNull();
    expect(await auth.keys.revoke(key.slice(0, 11))).toEqual([id]);
    expect(await auth.keys.find(key)).toBeNull();
    expect(await auth.keys.revoke(id)).toEqual([]);
  });

  it('tells when it was last used, and nothing of its text but the beginning', async () => {
    const { id, key } = await auth.keys.create('cron', ['read', 'track']);
    await auth.keys.find(key);
    expect((await auth.keys.list()).find((each) => each.id === id)).toEqual({
      id,
      name: 'cron',
      prefix: key.slice(0, 11),
      scopes: ['read', 'track'],
      createdAt: new Date(clock),
      lastUsedAt: new Date(clock),
      revokedAt: null,
    });
  });
});

describe('failed sign-ins', () => {
  const fail = (address: string, account?: string) => auth.attempts.begin({ address, account });
  const taken = { kind: 'taken', succeeded: expect.any(Function) };

  it('are refused after five in a quarter of an hour, by address', async () => {
    for (let i = 0; i < 5; i++) {
      expect(await fail('192.0.2.1')).toEqual(taken);
      clock += 60_000;
    }
    expect(await fail('192.0.2.1')).toEqual({ kind: 'refused', wait: 600 });
    expect(await fail('192.0.2.2')).toEqual(taken);
    clock += 600_000;
    expect(await fail('192.0.2.1')).toEqual(taken);
  });

  it('are refused after five by account, from wherever they come, and in any case of letters', async () => {
    for (let i = 0; i < 5; i++) expect(await fail(`198.51.100.${i}`, 'ann@example.com')).toEqual(taken);
    expect(await fail('198.51.100.9', 'Ann@Example.com')).toEqual({ kind: 'refused', wait: 900 });
    expect(await fail('198.51.100.9', 'bob@example.com')).toEqual(taken);
  });

  it('are forgotten for an account that someone gets into, but not for the address', async () => {
    for (let i = 0; i < 4; i++) await fail('203.0.113.1', 'eve@example.com');
    const attempt = await fail('203.0.113.1', 'own@example.com');
    if (attempt.kind === 'taken') await attempt.succeeded();
    expect(await fail('203.0.113.2', 'eve@example.com')).toEqual(taken);
    expect(await fail('203.0.113.2', 'eve@example.com')).toMatchObject({ kind: 'refused' });
    expect(await fail('203.0.113.1')).toEqual(taken);
    expect(await fail('203.0.113.1')).toMatchObject({ kind: 'refused' });
  });

  it('are not slipped past by trying all at once', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => fail('203.0.113.7', 'all@example.com')));
    expect(all.filter(({ kind }) => kind === 'taken')).toHaveLength(5);
  });

  it('are stored without address or account, and swept away', async () => {
    const table = `${t.db.s}.sign_in_failures`;
    const { rows } = await t.db.pool.query(`select address, account from ${table}`);
    expect(JSON.stringify(rows)).not.toMatch(/203\.0|example/);
    clock += 15 * 60_000;
    await auth.sweep();
    expect((await t.db.pool.query(`select from ${table}`)).rows).toEqual([]);
  });
});

describe('the last administrator', () => {
  it('is neither demoted nor removed, and those who never came do not count', async () => {
    await t.db.pool.query(`delete from ${t.db.s}.operators`);
    const ann = await auth.operators.save('ann@example.com', 'admin');
    await auth.operators.noteSignIn(ann.id);
    const bob = await auth.operators.save('bob@example.com', 'admin');
    expect(await auth.operators.setRole(ann.id, 'viewer')).toBe('last');
    expect(await auth.operators.remove(ann.id)).toBe('last');
    await expect(auth.operators.save('ann@example.com', 'viewer')).rejects.toThrow(/last administrator/);
    await auth.operators.noteSignIn(bob.id);
    const both = await Promise.all([auth.operators.remove(ann.id), auth.operators.setRole(bob.id, 'viewer')]);
    expect(both.sort()).toEqual(['done', 'last']);
  });

  it('takes all they sign in by along when removed', async () => {
    const { id } = await auth.operators.save('gone@example.com', 'viewer');
    const token = await auth.sessions.start(id, undefined);
    await auth.operators.newLink(id);
    await auth.passwords.newInvitation(id);
    expect(await auth.operators.remove(id)).toBe('done');
    expect(await auth.sessions.find(token)).toBeNull();
    expect(await auth.operators.remove(id)).toBe('unknown');
    for (const [table, column] of [
      ['operator_sessions', 'operator_id::text'],
      ['sign_in_links', 'operator_id::text'],
      ['operator_challenges', 'value'],
    ]) {
      const { rows } = await t.db.pool.query(`select from ${t.db.s}.${table} where ${column} = $1`, [id]);
      expect(rows).toEqual([]);
    }
  });
});

describe('access', () => {
  const operator = (role: 'admin' | 'viewer'): Principal => ({ kind: 'operator', id: 'o', email: 'o', role });
  const key = (...scopes: ('track' | 'read' | 'admin')[]): Principal => ({
    kind: 'key',
    id: 'k',
    name: 'k',
    scopes,
  });

  it.each([
    ['admin', operator('admin'), 'GET', true],
    ['admin', operator('viewer'), 'GET', false],
    ['admin', key('read'), 'GET', true],
    ['admin', key('read'), 'POST', false],
    ['admin', key('admin'), 'POST', true],
    ['admin', key('track'), 'GET', false],
    ['viewer', operator('viewer'), 'GET', true],
    ['viewer', key('track'), 'GET', false],
    ['signed-in', operator('viewer'), 'POST', true],
    ['signed-in', key('track'), 'GET', false],
    ['track', key('track'), 'POST', true],
    ['track', key('admin'), 'POST', false],
    ['track', operator('admin'), 'POST', false],
  ] as const)('%s: %o %s %s', (access, principal, method, expected) => {
    expect(allows(access, principal, method)).toBe(expected);
  });
});
