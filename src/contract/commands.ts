/**
 * What each command does with data: `reads` what may name people, `changes` something, or `none` of it: what
 * `serve` serves is audited request by request, and the sample holds nobody. The first two leave rows in the audit log.
 */
export const COMMANDS = {
  serve: 'none',
  init: 'none',
  migrate: 'none',
  import: 'changes',
  adopt: 'changes',
  export: 'reads',
  'sample create': 'none',
  'sample clear': 'none',
  reconcile: 'reads',
  rebuild: 'changes',
  backup: 'reads',
  restore: 'changes',
  'dead-letters list': 'reads',
  'dead-letters replay': 'changes',
  'dead-letters discard': 'changes',
  'audit verify': 'none',
  'audit list': 'reads',
  erase: 'changes',
  'export-user': 'reads',
  retain: 'changes',
  doctor: 'reads',
  'key create': 'changes',
  'key list': 'reads',
  'key revoke': 'changes',
  'operator add': 'changes',
  'operator list': 'reads',
  'operator link': 'changes',
  'operator reset-link': 'changes',
  'operator role': 'changes',
  'operator sign-out': 'changes',
  'operator second-factor-off': 'changes',
  'operator remove': 'changes',
} as const satisfies Record<string, 'reads' | 'changes' | 'none'>;

export type CommandName = keyof typeof COMMANDS;
export type AuditedCommand = {
  [Name in CommandName]: (typeof COMMANDS)[Name] extends 'none' ? never : Name;
}[CommandName];

/** A command as the audit log names it, beside the endpoints. */
export const commandEndpoint = (name: CommandName): string => `cli ${name}`;

const named = (which: (does: string) => boolean): string[] =>
  (Object.keys(COMMANDS) as CommandName[]).filter((name) => which(COMMANDS[name])).map(commandEndpoint);

/** Those that leave rows in the audit log, and those of them that change something. */
export const auditedCommands: readonly string[] = named((does) => does !== 'none');
export const changingCommands: readonly string[] = named((does) => does === 'changes');
