import * as texts from '#texts/settings.ts';
import type { KeyEntry } from '../../../contract/families/access/index.ts';

export type Scope = KeyEntry['scopes'][number];

/** What a key of a scope may do. */
export const SCOPES: Readonly<Record<Scope, string>> = {
  track: texts.sendActivityUsersFacts,
  read: texts.readEveryReportList,
  admin: texts.readChangeEraseEverything,
};

export const scopeNames = Object.keys(SCOPES) as Scope[];
