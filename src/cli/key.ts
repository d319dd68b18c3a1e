import type { Command } from 'commander';
import { type ApiKey, SCOPES, type Scope } from '../auth/index.ts';
import { withAnalytics } from './accounted.ts';
import { CliError, type Flags, note, print, printJson, withDatabase } from './shared.ts';

export function register(program: Command): void {
  const key = program
    .command('key')
    .description('API keys: for programs that record activity or read reports');

  withDatabase(key.command('create <name>'))
    .description('Create a key; it is shown once and stored nowhere')
    .option('--scope <scopes>', `What it may do, parted by commas: ${SCOPES.join(', ')}`, 'track')
    .option('--json', 'Print the key as JSON')
    .action((name: string, flags: Flags) => {
      const scopes = scopesOf(String(flags.scope));
      return withAnalytics(
        flags,
        { command: 'key create', parameters: { name, scopes } },
        async ({ analytics }) => {
          const made = await analytics.auth.keys.create(name, scopes);
          if (flags.json) return printJson({ ...made, name, scopes });
          print(made.key);
          note(`This is the only time that key ${made.id} is shown; it may ${scopes.join(', ')}.`);
        },
      );
    });

  withDatabase(key.command('list'))
    .description('List keys, revoked ones too')
    .option('--json', 'Print them as JSON')
    .action((flags: Flags) =>
      withAnalytics(flags, { command: 'key list' }, async ({ analytics }) => {
        const keys = await analytics.auth.keys.list();
        if (flags.json) return printJson(keys);
        if (keys.length === 0) note('there is no key yet; make one with `joip-analytics key create <name>`');
        for (const each of keys) print(lineOf(each));
      }),
    );

  withDatabase(key.command('revoke <id>'))
    .description('Revoke a key by its id or prefix; requests with it are refused within 2 seconds')
    .option('--json', 'Print the ids as JSON')
    .action((id: string, flags: Flags) =>
      withAnalytics(flags, { command: 'key revoke', parameters: { id } }, async ({ analytics }) => {
        const revoked = await analytics.auth.keys.revoke(id);
        if (revoked.length === 0)
          throw new CliError(
            `no valid key has the id or prefix ${id}; \`joip-analytics key list\` shows them`,
            1,
          );
        if (flags.json) return printJson({ revoked });
        for (const each of revoked) print(`revoked ${each}`);
      }),
    );
}

function scopesOf(text: string): Scope[] {
  const given = [...new Set(text.split(',').map((each) => each.trim()))];
  const odd = given.filter((each) => !SCOPES.includes(each as Scope));
  if (odd.length > 0) throw new CliError(`--scope is ${odd.join(', ')}, but takes ${SCOPES.join(', ')}`);
  return given as Scope[];
}

function lineOf(key: ApiKey): string {
  const used = key.lastUsedAt ? `last used ${key.lastUsedAt.toISOString()}` : 'never used';
  const state = key.revokedAt ? `revoked ${key.revokedAt.toISOString()}` : used;
  return [key.id, `${key.prefix}…`, key.scopes.join(','), key.name, state].join('  ');
}
