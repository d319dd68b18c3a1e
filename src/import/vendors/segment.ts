import type { Vendor } from './vendor.ts';

/** Calls as Segment hands them on (and RudderStack after it): one JSON object each, with `type` and `messageId`. */
export const segment: Vendor = {
  mapping: {
    source: 'segment',
    columns: {
      userId: ['userId', 'anonymousId'],
      createdAt: ['timestamp', 'originalTimestamp'],
      // Only a track call has a name of its own.
      action: ['event', 'type'],
      id: 'messageId',
      details: 'properties',
      ipAddress: 'context.ip',
      userAgent: 'context.userAgent',
    },
    mayLack: ['details', 'ipAddress', 'userAgent'],
  },
  actions: { page: 'page_viewed', screen: 'page_viewed', identify: null, group: null, alias: null },
};
