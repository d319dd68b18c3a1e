import type { Vendor } from './vendor.ts';

/** Any table with a user, a time and an action, under the names that such columns usually have. */
export const csv: Vendor = {
  mapping: {
    columns: {
      userId: ['user', 'user_id', 'userId', 'User', 'User ID', 'uid', 'actor'],
      createdAt: [
        'time',
        'timestamp',
        'created_at',
        'createdAt',
        'occurred_at',
        'datetime',
        'date',
        'Time',
        'Timestamp',
        'Date',
      ],
      action: ['action', 'event', 'event_name', 'eventName', 'activity', 'Action', 'Event'],
      sessionId: ['session_id', 'sessionId'],
      ipAddress: ['ip', 'ip_address', 'ipAddress'],
      userAgent: ['user_agent', 'userAgent'],
    },
    mayLack: ['sessionId', 'ipAddress', 'userAgent'],
  },
  actions: {},
};
