export {
  CHART_METRICS,
  type ChartAttributes,
  type ChartMetric,
  METRICS,
  type Metric,
  type NumberAttributes,
  type PartAttributes,
  type PartName,
  type TopUsersAttributes,
  type UserAttributes,
} from './attributes.ts';
export type { PartsSettings } from './settings.ts';
