import type { Vendor } from './vendor.ts';

/** Events of a batch export or a file download (JSON lines), of the API (`results`), or as CSV. Their `uuid` is a row's own. */
export const posthog: Vendor = {
  mapping: {
    source: 'posthog',
    columns: {
      userId: 'distinct_id',
      createdAt: 'timestamp',
      action: 'event',
      eventId: ['uuid', 'id'],
      details: 'properties',
    },
    mayLack: ['details'],
    leaveOut: ['$*', 'token', 'distinct_id'],
    // What names no offset is UTC there.
    timezone: 'UTC',
  },
  actions: {
    $pageview: 'page_viewed',
    $screen: 'page_viewed',
    $pageleave: null,
    $autocapture: null,
    $rageclick: null,
    $identify: null,
    $set: null,
    $groupidentify: null,
    $create_alias: null,
    $merge_dangerously: null,
    $feature_flag_called: null,
    $web_vitals: null,
    $exception: null,
  },
};
