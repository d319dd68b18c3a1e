/** Numbers of `/analytics` that stand by themselves, on cards and in hosts' pages, in their order. */
export const NUMBERS = [
  'activities',
  'activeUsers',
  'newUsers',
  'totalUsers',
  'sessions',
  'totalSessions',
  'totalMediaItems',
  'revenue',
  'captionGenerations',
  'babecockCreations',
  'mediaUploads',
] as const;
export type NumberName = (typeof NUMBERS)[number];

/** Those that each day has one of, in the order of the panel's switcher: the first of them is charted unasked. */
export type ChartedName = Exclude<NumberName, 'totalMediaItems'>;
export const CHARTED = NUMBERS.filter((name): name is ChartedName => name !== 'totalMediaItems');
