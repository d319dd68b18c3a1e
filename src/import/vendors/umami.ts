import type { Vendor } from './vendor.ts';

/** Table `website_event` as CSV, or the events of the API (`data`). A row without a name is a page view. */
export const umami: Vendor = {
  mapping: {
    source: 'umami',
    columns: {
      userId: ['distinct_id', 'distinctId', 'session_id', 'sessionId'],
      createdAt: ['created_at', 'createdAt'],
      action: ['event_name', 'eventName', 'event_type', 'eventType'],
      eventId: ['event_id', 'eventId', 'id'],
      visitId: ['visit_id', 'visitId'],
    },
    details: {
      path: ['url_path', 'urlPath'],
      title: ['page_title', 'pageTitle'],
      referrer: ['referrer_domain', 'referrerDomain'],
    },
    mayLack: ['visitId', 'details'],
    // What names no offset is UTC there.
    timezone: 'UTC',
  },
  // 1 is a page view; 2 an event, which has a name.
  actions: { 1: 'page_viewed' },
};
