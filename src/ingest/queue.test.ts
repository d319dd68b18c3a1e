import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { anActivity, type TestDatabase, testDatabase } from '../../test/support/index.ts';
import { defaultCatalogue } from '../catalogue/index.ts';
import type { ActivityInput, Outcome } from '../contract/index.ts';
import { connect } from '../db/connect.ts';
import { reconcile } from '../jobs/reconcile.ts';
import { recordFacts } from './facts.ts';
import { identifyUsers } from './identify.ts';
import { createIngest, type Ingest, type IngestOptions } from './index.ts';

let t: TestDatabase;
const opened: Ingest[] = [];
beforeAll(async () => {
  t = await testDatabase();
});
afterAll(async () => {
  await Promise.all(opened.map((each) => each.close()));
  await t.drop();
});

function ingest(queue: IngestOptions['queue'] = {}, more: Partial<IngestOptions> = {}): Ingest {
  const made = createIngest(t.db, { catalogue: defaultCatalogue, queue, ...more });
  opened.push(made);
  return made;
}

const onCitus = inject('databaseKind').workers !== undefined;
const sql = async (text: string) => (await t.db.pool.query(text)).rows;
const countOf = (outcomes: readonly Outcome[]) => {
  const counts: Record<string, number> = {};
  for (const each of outcomes) {
    const name = 'reason' in each ? `${each.outcome} ${each.reason}` : each.outcome;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
};
const inLog = async (userId: string) =>
  (await sql(`select count(*) as n from analytics.user_activity_logs where user_id = '${userId}'`))[0].n;

/** One after the other: Citus takes no several statements about a table that it spreads. */
async function inTurn(statements: string) {
  for (const each of statements.split(/;\n\s*/)) await sql(each);
}

/** Calls `body` (PL/pgSQL) for every new user, until the test is over. */
async function withTrigger(body: string, work: () => Promise<void>) {
  await inTurn(`create function analytics.intrude() returns trigger language plpgsql as $$ begin ${body} return new; end $$;
    create trigger intrude before insert on analytics.users for each row execute function analytics.intrude()`);
  try {
    await work();
  } finally {
    await sql('drop function analytics.intrude() cascade');
  }
}

/** Fails the first tries with an SQLSTATE, and lets the next ones pass: a sequence is not rolled back. */
async function failingFirst(tries: number, code: string, work: () => Promise<void>) {
  await sql('create sequence analytics.tries');
  try {
    await withTrigger(
      `if nextval('analytics.tries') <= ${tries} then raise exception 'not now' using errcode = '${code}'; end if;`,
      work,
    );
  } finally {
    await sql('drop sequence analytics.tries');
  }
}

describe('one poison in 500', () => {
  const POISON: [string, string, string][] = [
    [
      'a check',
      `alter table analytics.user_activity_logs add constraint clean check (details ->> 'title' <> 'poison')`,
      'alter table analytics.user_activity_logs drop constraint clean',
    ],
    [
      'a domain',
      `create domain analytics.clean_title as text check (value <> 'poison');
       alter table analytics.user_activity_logs add column title analytics.clean_title
         generated always as (details ->> 'title') stored`,
      'alter table analytics.user_activity_logs drop column title;\ndrop domain analytics.clean_title',
    ],
    [
      'an index that is unique',
      `create table analytics.titles (title text primary key); insert into analytics.titles values ('poison');
       create function analytics.intrude() returns trigger language plpgsql as
         $$ begin if new.details ->> 'title' = 'poison' then insert into analytics.titles values ('poison'); end if; return new; end $$;
       create trigger intrude before insert on analytics.user_activity_logs for each row execute function analytics.intrude()`,
      'drop function analytics.intrude() cascade; drop table analytics.titles',
    ],
    ...['P0001', '22012', '22P05', '23505', '23514', '54000'].map((code): [string, string, string] => [
      `a trigger that raises ${code}`,
      `create function analytics.intrude() returns trigger language plpgsql as
         $$ begin if new.details ->> 'title' = 'poison' then raise exception 'poison' using errcode = '${code}'; end if; return new; end $$;
       create trigger intrude before insert on analytics.user_activity_logs for each row execute function analytics.intrude()`,
      'drop function analytics.intrude() cascade',
    ]),
  ];

  it.for(POISON)('%s: 499 committed, one dead letter', async ([name, make, unmake], { skip }) => {
    skip(onCitus && /create trigger/.test(make), 'Citus takes no triggers');
    await sql('truncate analytics.dead_letters');
    await inTurn(make);
    try {
      const all = Array.from({ length: 500 }, (_, i) =>
        anActivity({ userId: `${name} ${i % 9}`, details: { title: i === 311 ? 'poison' : `${i}` } }),
      );
      const tracked = await Promise.all(all.map((each) => ingestOfAll().track(each)));
      expect(countOf(tracked.map(({ outcome }) => outcome))).toEqual({
        committed: 499,
        'dead_letter database_refused': 1,
      });
      expect(tracked[311]!.outcome.outcome).toBe('dead_letter');
      expect(
        await sql('select times, reason, payload::json ->> $$eventId$$ as id from analytics.dead_letters'),
      ).toEqual([{ times: 1, reason: 'database_refused', id: all[311]!.eventId }]);
    } finally {
      await inTurn(unmake);
    }
    expect((await reconcile(t.db, { catalogue: defaultCatalogue })).total).toBe(0);
  });

  // A slow machine may take longer over ten halvings than a sender would wait.
  let slow: Ingest | undefined;
  const ingestOfAll = () => (slow ??= ingest({ timeout: 60_000 }));

  it('a letter that can not even be set aside is refused, and hinders no other', async () => {
    await sql(`truncate analytics.dead_letters;
      alter table analytics.dead_letters add constraint clean check (action is distinct from 'poison')`);
    try {
      const actions = Array.from({ length: 40 }, (_, i) => (i === 7 ? 'poison' : `unheard_of_${i}`));
      const tracked = await Promise.all(
        actions.map((action) => t.ingest.track(anActivity({ action, userId: 'letters' }))),
      );
      expect(countOf(tracked.map(({ outcome }) => outcome))).toEqual({
        'dead_letter unknown_action': 39,
        'refused database_refused': 1,
      });
      expect((await sql('select count(*) as n from analytics.dead_letters'))[0].n).toBe(39);
    } finally {
      await sql('alter table analytics.dead_letters drop constraint clean');
    }
  });

  it('facts and users: the culprit alone is refused', async () => {
    await sql(`alter table analytics.credit_transactions add constraint clean check (credits <> 13);
      alter table analytics.users add constraint clean check (name <> 'poison')`);
    try {
      const fact = (i: number) => ({
        id: `credit-${i}`,
        userId: 'payer',
        kind: 'purchase',
        amount: 100,
        currency: 'USD',
        credits: i,
        createdAt: '2026-01-01T00:00:00Z',
      });
      const facts = await recordFacts(
        t.db,
        'creditTransactions',
        Array.from({ length: 20 }, (_, i) => fact(i)),
      );
      expect(facts.map((each) => each.outcome).filter((each) => each === 'recorded')).toHaveLength(19);
      expect(facts[13]).toMatchObject({ outcome: 'refused', reason: 'invalid' });
      const users = Array.from({ length: 20 }, (_, i) => ({
        userId: `named ${i}`,
        name: i === 4 ? 'poison' : 'fine',
      }));
      const identified = await identifyUsers(t.db, users);
      expect(identified.filter((each) => each.outcome === 'recorded')).toHaveLength(19);
      expect(identified[4]).toMatchObject({ outcome: 'refused', reason: 'invalid' });
    } finally {
      await sql(`alter table analytics.credit_transactions drop constraint clean;
        alter table analytics.users drop constraint clean`);
    }
  });
});

describe('asked again', () => {
  it.each(['40001', '40P01', '53100', '55P03', '57P03', '25006'])(
    '%s: until the database takes it',
    async (code) => {
      await sql('truncate analytics.dead_letters');
      await failingFirst(3, code, async () => {
        const [good, letter] = await Promise.all([
          t.ingest.track(anActivity({ userId: `again ${code}` })),
          t.ingest.track(anActivity({ userId: `again ${code}`, action: 'unheard_of' })),
        ]);
        expect([good.outcome.outcome, letter.outcome.outcome]).toEqual(['committed', 'dead_letter']);
      });
      // Written before the try that failed, and counted once all the same.
      expect(await sql('select times from analytics.dead_letters')).toEqual([{ times: 1 }]);
      expect(await inLog(`again ${code}`)).toBe(1);
    },
  );

  it('a real deadlock with a transaction of the host', async ({ skip }) => {
    skip(onCitus, 'who waits for whom is seen on the workers alone');
    await Promise.all(['dead-a', 'dead-b'].map((userId) => t.ingest.track(anActivity({ userId }))));
    const host = new pg.Client({ connectionString: t.url });
    await host.connect();
    try {
      const bump = (id: string) =>
        host.query('update analytics.user_usage_stats set pages_viewed = pages_viewed where user_id = $1', [
          id,
        ]);
      // Ours is the one that finds it out, and loses.
      await host.query("set deadlock_timeout = '60s'");
      await host.query('begin');
      await bump('dead-b');
      const tracked = Promise.all(
        ['dead-a', 'dead-b'].map((userId) => t.ingest.track(anActivity({ userId }))),
      );
      await expect.poll(() => waitingForLocks()).toBe(1);
      await bump('dead-a');
      await host.query('commit');
      expect(countOf((await tracked).map(({ outcome }) => outcome))).toEqual({ committed: 2 });
    } finally {
      await host.end();
    }
  });
});

describe('not asked again', () => {
  it('a database that is not there: refused within the time limit, and sure not to be written', async () => {
    const db = connect({ url: 'postgres://nobody@127.0.0.1:1/nothing' });
    const away = createIngest(db, { catalogue: defaultCatalogue, queue: { timeout: 200 } });
    const { outcome } = await away.track(anActivity());
    expect(outcome).toMatchObject({ outcome: 'refused', reason: 'database_unavailable' });
    expect(outcome).toMatchObject({ message: expect.stringMatching(/^not written: .*ECONNREFUSED/) });
    await away.close();
    await db.close();
  });

  it('a statement that the database refuses: told with its cause, sent once', async () => {
    await sql('alter table analytics.user_usage_stats rename column sessions_created to sessions_made');
    try {
      const fresh = ingest();
      const { outcome } = await fresh.track(anActivity({ userId: 'refused' }));
      expect(outcome).toMatchObject({
        outcome: 'refused',
        reason: 'database_refused',
        message: expect.stringContaining('sessions_created'),
      });
      expect(fresh.queue.state()).toMatchObject({ refused: 1, batches: 1 });
    } finally {
      await sql('alter table analytics.user_usage_stats rename column sessions_made to sessions_created');
    }
  });

  it('a fault of ours: told as one, with its cause to whoever listens', async () => {
    const heard: unknown[] = [];
    const broken = new TypeError('x is not a function');
    const tombstones = {
      hashOf: () => '',
      among: () => Promise.reject(broken),
      noteLate: async () => {},
    };
    const faulty = ingest({}, { tombstones, onTrouble: (outcome, cause) => heard.push([outcome, cause]) });
    const { outcome } = await faulty.track(anActivity({ action: 'unheard_of' }));
    expect(outcome).toMatchObject({ outcome: 'refused', reason: 'internal_error' });
    expect(heard).toEqual([[outcome, broken]]);
  });
});

describe('in time', () => {
  /** Nothing is written while this lasts. */
  async function whileLocked(work: (unlock: () => Promise<void>) => Promise<void>): Promise<void> {
    const host = new pg.Client({ connectionString: t.url });
    await host.connect();
    try {
      await host.query('begin');
      await host.query('lock table analytics.user_activity_logs in share mode');
      await work(async () => void (await host.query('rollback')));
    } finally {
      await host.end();
    }
  }

  it('counts what looking up the user took: who came first is told first', async () => {
    const one = ingest({ timeout: 2_000, lanes: 1, maxBatch: 1 });
    await one.track(anActivity());
    const told: string[] = [];
    const tell = (name: string) => () => void told.push(name);
    await whileLocked(async () => {
      const blocking = one.track(anActivity());
      let found = (_: string) => {};
      const lookedUp = new Promise<string>((resolve) => {
        found = resolve;
      });
      const { userId: _, ...nobodys } = anActivity();
      const first = one.context.run({ userId: () => lookedUp }, () =>
        one.track(nobodys as ActivityInput).then(tell('looked up')),
      );
      await sleep(200);
      const second = one.track(anActivity()).then(tell('named'));
      found('late-3');
      await Promise.all([blocking, first, second]);
    });
    expect(told).toEqual(['looked up', 'named']);
  });

  it('tells the truth: one under way may yet be written, one that waited is not', async () => {
    const one = ingest({ timeout: 1_500, lanes: 1, maxBatch: 1 });
    // It has its connection, and what it has to know.
    await one.track(anActivity());
    const [first, second] = [anActivity({ userId: 'late-1' }), anActivity({ userId: 'late-2' })];
    await whileLocked(async (unlock) => {
      const told = await Promise.all([one.track(first), one.track(second)]);
      expect(told[0]!.outcome).toMatchObject({
        outcome: 'refused',
        reason: 'database_unavailable',
        message: expect.stringMatching(/isn't known .* same ids/),
      });
      expect(told[1]!.outcome).toMatchObject({
        reason: 'database_unavailable',
        message: expect.stringMatching(/^not written: /),
      });
      // What was told still counts against the bounds while it is under way.
      expect(one.queue.state()).toMatchObject({ held: 1, waiting: 0, writing: 1 });
      await unlock();
      await one.queue.flush();
    });
    expect(await inLog('late-1')).toBe(1);
    expect(await inLog('late-2')).toBe(0);
    const patient = ingest();
    expect((await patient.track(first)).outcome.outcome).toBe('duplicate');
    expect((await patient.track(second)).outcome.outcome).toBe('committed');
    expect(one.queue.state()).toMatchObject({ held: 0, bytes: 0, waiting: 0, writing: 0 });
  });

  it('as many lanes as there are write at once, the rest waits, and nothing is lost', async () => {
    const wide = ingest({ lanes: 2, maxBatch: 2, timeout: 60_000 });
    const all = Array.from({ length: 7 }, (_, i) => anActivity({ userId: `lane-${i}` }));
    await whileLocked(async (unlock) => {
      const told = Promise.all(all.map((each) => wide.track(each)));
      await expect.poll(() => waitingForLocks()).toBe(2);
      expect(wide.queue.state()).toMatchObject({ writing: 2, waiting: 3, held: 7 });
      await unlock();
      expect(countOf((await told).map(({ outcome }) => outcome))).toEqual({ committed: 7 });
    });
  });

  it('closing tells everybody', async () => {
    const closing = ingest({ timeout: 60_000, lanes: 1, maxBatch: 1 });
    await whileLocked(async (unlock) => {
      const told = Promise.all(['close-1', 'close-2'].map((userId) => closing.track(anActivity({ userId }))));
      await expect.poll(() => waitingForLocks()).toBe(1);
      await closing.queue.close(100);
      expect(countOf((await told).map(({ outcome }) => outcome))).toEqual({
        'refused database_unavailable': 2,
      });
      expect((await closing.track(anActivity())).outcome).toMatchObject({ reason: 'shutting_down' });
      await unlock();
    });
  });
});

const waitingForLocks = async () =>
  Number(
    (
      await sql(
        "select count(*) as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      )
    )[0].n,
  );
