import type { Vendor } from './vendor.ts';

/** Raw export (`/api/2.0/export`): one `{ event, properties }` a line. */
export const mixpanel: Vendor = {
  mapping: {
    source: 'mixpanel',
    columns: {
      userId: 'properties.distinct_id',
      createdAt: 'properties.time',
      action: 'event',
      id: 'properties.$insert_id',
      details: 'properties',
    },
    // What Mixpanel adds tells devices and places, which are nobody's details of an action.
    leaveOut: ['$*', 'mp_*', 'distinct_id', 'time', 'token', 'ip'],
    time: 'unix',
  },
  actions: {
    $mp_web_page_view: 'page_viewed',
    $identify: null,
    $create_alias: null,
    $merge: null,
    $mp_session_record: null,
    $experiment_started: null,
  },
};
