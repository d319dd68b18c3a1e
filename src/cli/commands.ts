import type { Command } from 'commander';
import type * as shared from './shared.ts';

export interface CommandFile {
  register(program: Command, helpers: typeof shared): void;
}

/** Every command, one file each; a file is loaded only where its command or the help is asked for. */
export const commands: Readonly<Record<string, () => Promise<CommandFile>>> = {
  serve: () => import('./serve.ts'),
  init: () => import('./init.ts'),
  migrate: () => import('./migrate.ts'),
  import: () => import('./import.ts'),
  adopt: () => import('./adopt.ts'),
  export: () => import('./export.ts'),
  sample: () => import('./sample.ts'),
  reconcile: () => import('./reconcile.ts'),
  rebuild: () => import('./rebuild.ts'),
  backup: () => import('./backup.ts'),
  restore: () => import('./restore.ts'),
  'dead-letters': () => import('./dead-letters.ts'),
  audit: () => import('./audit.ts'),
  erase: () => import('./erase.ts'),
  'export-user': () => import('./export-user.ts'),
  retain: () => import('./retain.ts'),
  doctor: () => import('./doctor.ts'),
  key: () => import('./key.ts'),
  operator: () => import('./operator.ts'),
};
