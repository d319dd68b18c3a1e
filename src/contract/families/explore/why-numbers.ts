/** Numbers beside the counters that are sums of activities, as cards name them. */
export const WHY_METRICS = [
  'captionGenerations',
  'babecockCreations',
  'mediaUploads',
  'totalCaptions',
  'actionsPerformed',
  'settingsChanged',
] as const;
export type WhyMetric = (typeof WHY_METRICS)[number];
