import { expect, it } from 'vitest';
import { ACTIVITY_FIELDS, Identity, suggestionFor, unknownFields } from '../index.ts';

it.each([
  ['timestamp', 'createdAt'],
  ['created_at', 'createdAt'],
  ['createAt', 'createdAt'],
  ['time', 'createdAt'],
  ['user_id', 'userId'],
  ['UserID', 'userId'],
  ['event', 'action'],
  ['properties', 'details'],
  ['messageId', 'eventId'],
  ['id', 'eventId'],
  ['featrue', 'feature'],
  ['sesionId', 'sessionId'],
  ['colour', null],
  ['__proto__', null],
  ['constructor', null],
])('suggests for %s of an activity %s', (given, expected) => {
  expect(suggestionFor(given, ACTIVITY_FIELDS)).toBe(expected);
});

it('suggests by what the reader has', () => {
  expect(suggestionFor('id', Object.keys(Identity.shape))).toBe('userId');
});

it('tells of unknown fields, whatever they are called, but not of absent ones', () => {
  const given = JSON.parse('{"userId":"u","timestamp":1,"__proto__":{},"constructor":2,"nothing":null}');
  expect({ ...unknownFields(given, ACTIVITY_FIELDS) }).toEqual(
    JSON.parse(`{
      "timestamp": "is unknown: did you mean createdAt?",
      "__proto__": "is unknown: takes ${ACTIVITY_FIELDS.join(', ')}",
      "constructor": "is unknown: takes ${ACTIVITY_FIELDS.join(', ')}"
    }`),
  );
});
