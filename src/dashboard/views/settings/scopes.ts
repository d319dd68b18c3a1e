import type { KeyEntry } from '../../../contract/families/access/index.ts';

export type Scope = KeyEntry['scopes'][number];

/** What a key of a scope may do. */
export const SCOPES: Readonly<Record<Scope, string>> = {
  track: 'send activity, users and facts',
  read: 'read every report and list',
  admin: 'read, change and erase everything',
};

export const scopeNames = Object.keys(SCOPES) as Scope[];
