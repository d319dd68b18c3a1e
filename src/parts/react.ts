import type { PartAttributes } from './attributes.ts';

export {
  METRICS,
  type Metric,
  type NumberAttributes,
  type PartAttributes,
  type PartName,
  type TopUsersAttributes,
} from './attributes.ts';

// For the compiler alone: the elements come from `<mount>/parts.js`.
declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends Parts<DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement>> {}
  }
}

/** Each part with its own attributes beside those of every element. */
type Parts<Every> = { [Name in keyof PartAttributes]: Every & PartAttributes[Name] };
