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

// For the compiler alone: the elements come from `<mount>/parts.js`.
declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends Parts<Every> {}
  }
}

/** What React takes of any element; by the name of its package, so that its types are there. */
type Every = import('react').DetailedHTMLProps<import('react').HTMLAttributes<HTMLElement>, HTMLElement>;

/** Each part with its own attributes beside those of every element. */
type Parts<Others> = { [Name in keyof PartAttributes]: Others & PartAttributes[Name] };
