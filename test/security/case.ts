import type { Answered } from '../support/http.ts';
import type { Endpoint } from './endpoints.ts';
import type { Setting } from './setting.ts';

/** One column of the table: what is wrong with a call, and how it must be answered. */
export interface Case {
  /** Left out for endpoints of which it can not be said. Default: all. */
  readonly of?: (endpoint: Endpoint) => boolean;
  /** Default: that of the good answer. */
  readonly status?: number;
  /** Sends it, in one way or several; all are answered alike. */
  run(setting: Setting, endpoint: Endpoint): Promise<Answered | Answered[]>;
  /** What else holds for each answer. */
  check?(answer: Answered, endpoint: Endpoint): void;
}

export type Cases = Readonly<Record<string, Case>>;
