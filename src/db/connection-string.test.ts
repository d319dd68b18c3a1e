import { describe, expect, it } from 'vitest';
import { readConnectionString } from './connection-string.ts';

const read = (text: string, env: Record<string, string> = {}) => {
  const { hosts, ...rest } = readConnectionString(text, env);
  const told = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return { hosts: hosts.map(({ host, port }) => `${host} ${port}`), ...told };
};

describe('a connection string says what it says to libpq', () => {
  const plain = { hosts: ['db 5432'], user: 'u', password: 'p', database: 'app', sslmode: 'prefer' };
  it.each<[string, object]>([
    ['postgres://u:p@db/app', plain],
    ['postgresql://u:p@db:5432/app', plain],
    ['postgres://u:p@db:6432/app', { ...plain, hosts: ['db 6432'] }],
    ['postgres://u:p@/app?host=/run/postgresql', { ...plain, hosts: ['/run/postgresql 5432'] }],
    ['postgres://u:p@%2Frun%2Fpostgresql/app', { ...plain, hosts: ['/run/postgresql 5432'] }],
    ['postgres://u:p@[::1]:6432/app', { ...plain, hosts: ['::1 6432'] }],
    ['postgres://u:p@a,b:6000,[::2]/app', { ...plain, hosts: ['a 5432', 'b 6000', '::2 5432'] }],
    ['postgres://u:p@/app?host=a,b&port=6000', { ...plain, hosts: ['a 6000', 'b 6000'] }],
    ['postgres://u:p@/app?host=a,b&port=1,2', { ...plain, hosts: ['a 1', 'b 2'] }],
    ['postgres://u:p%40%2F%23%3F%25%20%3A@db/app', { ...plain, password: 'p@/#?% :' }],
    ['postgres://db/app?user=u&password=p', plain],
    ['postgres://u:p@db/app?sslmode=disable', { ...plain, sslmode: 'disable' }],
    ['postgres://u:p@db/app?ssl=true', { ...plain, sslmode: 'require' }],
    [
      'postgres://u:p@db/app?sslmode=verify-full&sslrootcert=system',
      { ...plain, sslmode: 'verify-full', ca: 'system' },
    ],
    ['postgres://u:p@db/app?application_name=shop', { ...plain, applicationName: 'shop' }],
    ['postgres://u:p@db/app?options=-c%20role%3Dshop', { ...plain, options: '-c role=shop' }],
    ['postgres://u:p@db/app?connect_timeout=3', { ...plain, connectTimeout: 3_000 }],
    [
      'postgres://u:p@db/app?sslmode=require&channel_binding=require',
      { ...plain, sslmode: 'require', channelBinding: true },
    ],
    ['postgres://u:p@db/app?channel_binding=disable', plain],
    ['postgres://', { hosts: ['localhost 5432'], sslmode: 'prefer' }],
    ['postgres:///app', { hosts: ['localhost 5432'], database: 'app', sslmode: 'prefer' }],
    ['postgres://ü%C3%A9@db', { hosts: ['db 5432'], user: 'üé', sslmode: 'prefer' }],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it('and takes from the environment what it leaves out', () => {
    const env = {
      PGHOST: 'h',
      PGPORT: '6',
      PGUSER: 'eu',
      PGPASSWORD: 'ep',
      PGDATABASE: 'ed',
      PGSSLMODE: 'require',
    };
    expect(read('postgres://', env)).toEqual({
      hosts: ['h 6'],
      user: 'eu',
      password: 'ep',
      database: 'ed',
      sslmode: 'require',
    });
    expect(read('postgres://u@db/app?sslmode=allow', env)).toMatchObject({
      user: 'u',
      database: 'app',
      hosts: ['db 6'],
      sslmode: 'allow',
    });
  });
});

describe('what can not be read is refused, with how to write it, and never repeated', () => {
  it.each<[string, RegExp]>([
    ['', /is empty \(option databaseUrl, DATABASE_URL\); it reads postgres:\/\//],
    ['  ', /is empty/],
    ['postgres://u:s3cret@db/app?channel_binding=yes', /takes disable, prefer, require/],
    ['postgres://u:s3cret@db/app?channel_binding=require', /add sslmode=require/],
    ['mysql://u:s3cret@db/app', /doesn't begin with postgres:/],
    ['u:s3cret@db/app', /doesn't begin with postgres:/],
    ...[
      's3/cret',
      's3#cret',
      's3?cret',
      's3@cret',
      's3 cret',
      '12/3s3cret',
      '12#s3cret',
      '12?s3cret',
      's3?cret=1',
    ].map((password): [string, RegExp] => [
      `postgres://u:${password}@db/app`,
      /write \/ as %2F, @ as %40, # as %23/,
    ]),
    ['postgres://us/er:s3cret@db/app', /write \/ as %2F/],
    ['postgres://u:s3cret%@db/app', /% in the password that begins no encoded character.*% as %25/],
    ['postgres://u:s3cret@db/a%zz', /the database name/],
    ['postgres://u:s3cret@db:port/app', /host or port that can't be read/],
    ['postgres://u:s3cret@::1/app', /in brackets/],
    ['postgres://u:s3cret@db:0/app', /from 1 to 65535/],
    ['postgres://u:s3cret@db:70000/app', /from 1 to 65535/],
    ['postgres://u:s3cret@a,b/app?port=1,2,3', /one port for all/],
    [
      'postgres://u:s3cret@db/app?sslmode=maybe',
      /takes disable, allow, prefer, require, verify-ca, verify-full/,
    ],
    ['postgres://u:s3cret@db/app?schema=public', /the parameter "schema".*accepted: host, port/],
    ['postgres://u:s3cret@db/app?sslmode=require&sslmode=disable', /twice/],
    ['postgres://u:s3cret@db/app?connect_timeout=soon', /whole seconds/],
    [
      'postgres://u:s3cret@db/app?sslmode=verify-full&sslrootcert=/no/such.pem',
      /as sslrootcert that can't be read/,
    ],
    ['postgres://u:s3cret@db/app?sslmode=require&sslrootcert=system', /takes sslmode=verify-full/],
  ])('%s', (text, message) => {
    const refused = (() => {
      try {
        return readConnectionString(text, {});
      } catch (error) {
        return error;
      }
    })();
    expect(refused).toMatchObject({
      name: 'DatabaseRefusal',
      code: 'url',
      message: expect.stringMatching(message),
    });
    expect(String(refused)).not.toMatch(/s3|cret/);
  });
});
