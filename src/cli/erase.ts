import type { Command } from 'commander';
import { withAnalytics } from './accounted.ts';
import { CliError, type Flags, note, print, printJson, withDatabase } from './shared.ts';

export function register(program: Command): void {
  withDatabase(program.command('erase <userId>'))
    .description('Erase one user for good: every row of theirs goes, platform totals stay')
    .option('--yes', 'Do it; without this flag nothing happens')
    .option('--json', 'Print the receipt as JSON')
    .addHelpText(
      'after',
      '\nActivity of the user that still comes in is counted as late and not kept.\n' +
        'Erasing again answers the same receipt. Exit code 1 where nothing is known of the user.\n' +
        'Keep a copy first with `joip-analytics export-user <userId>`.',
    )
    .action((userId: string, flags: Flags) => {
      if (!flags.yes)
        throw new CliError(`this can't be undone; run \`joip-analytics erase ${userId} --yes\` to do it`);
      return withAnalytics(flags, { command: 'erase', target: userId }, async ({ analytics }) => {
        const receipt = await analytics.eraseUser(userId);
        if (!receipt) throw new CliError('nothing is known of this user, so nothing was erased', 1);
        if (flags.json) return printJson(receipt);
        print(`erased ${receipt.erasedAt}`);
        for (const [table, rows] of Object.entries(receipt.removed))
          if (rows > 0) print(`  ${table}: ${rows} removed`);
        for (const [table, rows] of Object.entries(receipt.redacted))
          if (rows > 0) print(`  ${table}: ${rows} of others named the user, and name an alias now`);
        print('what stays, without anything that leads to the user:');
        for (const each of receipt.anonymous) print(`  ${each}`);
        for (const each of receipt.notes) note(each);
      });
    });
}
