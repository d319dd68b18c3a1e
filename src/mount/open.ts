import { openAnalytics as open } from '../app/analytics.ts';
import type { OpenAnalytics } from '../app/interface.ts';

/** Apart from the library's own entry, which loads nothing that opening needs. */
export const openAnalytics: OpenAnalytics = open;
