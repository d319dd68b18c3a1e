import { expect, it } from 'vitest';
import { failureOf, isTransient } from './failures.ts';
import { DatabaseRefusal } from './refusal.ts';

const state = (code: string) => Object.assign(new Error('said by PostgreSQL'), { code });
const node = (code: string, syscall: string) =>
  Object.assign(new Error(`${syscall} ${code}`), { code, syscall });

const away = { kind: 'away', open: false };
const lost = { kind: 'away', open: true };
const conflict = { kind: 'conflict', open: false };
const value = { kind: 'value', open: false };
const refused = { kind: 'refused', open: false };
const fault = { kind: 'fault', open: false };

it.each([
  ['connection failure', state('08006'), lost],
  ['not let in', state('08001'), away],
  ['a pooler that gives up', state('08P01'), lost],
  ['a value out of range', state('22003'), value],
  ['a character that the encoding lacks', state('22P05'), value],
  ['a check', state('23514'), value],
  ['row too wide for an index', state('54000'), value],
  ['raised by a trigger', state('P0001'), value],
  ['read-only after a failover', state('25006'), away],
  ['idle in a transaction for too long', state('25P03'), away],
  ['a transaction that has failed before: our mistake', state('25P02'), refused],
  ['a prepared statement that a pooler has lost', state('26000'), away],
  ['serialization', state('40001'), conflict],
  ['deadlock', state('40P01'), conflict],
  ['nobody knows whether it was committed', state('40003'), { kind: 'conflict', open: true }],
  ['rights', state('42501'), refused],
  ['a missing column', state('42703'), refused],
  ['a missing table', state('42P01'), refused],
  ['disk full', state('53100'), away],
  ['too many connections', state('53300'), away],
  ['a limit that somebody has set', state('53400'), refused],
  ['a lock that is not free', state('55P03'), conflict],
  ['cancelled', state('57014'), away],
  ['shutting down', state('57P01'), lost],
  ['crashed beside us', state('57P02'), lost],
  ['starting', state('57P03'), away],
  ['the database was dropped', state('57P04'), refused],
  ['wrong password', state('28P01'), refused],
  ['input and output', state('58030'), away],
  ['corrupt', state('XX001'), refused],
  ['nobody listens', node('ECONNREFUSED', 'connect'), away],
  ['reset while connecting', node('ECONNRESET', 'connect'), away],
  ['reset afterwards', node('ECONNRESET', 'read'), lost],
  ['written into nothing', node('EPIPE', 'write'), lost],
  ['an unknown host', node('ENOTFOUND', 'getaddrinfo'), away],
  ['no socket yet', node('ENOENT', 'connect'), away],
  ['a socket not for us', node('EACCES', 'connect'), refused],
  ['out of descriptors', node('EMFILE', 'connect'), away],
  ['a file of ours that is missing', node('ENOENT', 'open'), fault],
  ['a file of ours not for us', node('EPERM', 'open'), fault],
  ['a certificate', state('DEPTH_ZERO_SELF_SIGNED_CERT'), refused],
  ['no connection free in time', new Error('timeout exceeded when trying to connect'), away],
  ['no answer to connecting', new Error('Connection terminated due to connection timeout'), away],
  ['cut off', new Error('Connection terminated unexpectedly'), lost],
  ['no answer in time', new Error('Query read timeout'), lost],
  ['SCRAM', new Error('SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string'), refused],
  ['a refusal of ours', new DatabaseRefusal('encoding', 'it is LATIN1', 'make one in UTF8'), refused],
  ['wrapped by a library', new Error('Failed query', { cause: state('53100') }), away],
  ['a TypeError of ours', new TypeError("Cannot read properties of undefined (reading 'x')"), fault],
  ['anything else', new Error('oops'), fault],
  ['no error at all', 'oops', fault],
])('%s', (_, error, expected) => {
  expect(failureOf(error)).toEqual(expected);
  expect(isTransient(error)).toBe(expected.kind === 'away' || expected.kind === 'conflict');
});
