import type { Meta, Trend } from '../../contract/common.ts';
import type { Unit } from '../format/number.ts';
import type { Opens } from './opened/opens.ts';

/** What can be told of a number beside itself. */
export interface Explained {
  readonly name: string;
  readonly definition: string;
  readonly value?: number | null | undefined;
  readonly unit?: Unit | undefined;
  readonly trend?: Trend | null | undefined;
  /** Of the report that it is from. */
  readonly meta?: Meta | undefined;
  /** How it is made up, where the catalogue doesn't tell by `opens`. */
  readonly formula?: string | undefined;
  /** It is as of the range's end, from the first day on. */
  readonly stock?: boolean | undefined;
  readonly opens?: Opens | undefined;
  /** The series in the page's chart. */
  readonly chart?: string | undefined;
}
