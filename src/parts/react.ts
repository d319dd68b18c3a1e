import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { PartAttributes } from './attributes.ts';

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
export * from './index.ts';

/** Each part with its own attributes beside those of every element. */
export type Parts = {
  [Name in keyof PartAttributes]: DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement> &
    PartAttributes[Name];
};

// For the compiler alone: the elements come from `<mount>/parts.js`.
declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends Parts {}
  }
}
