import type { Command } from 'commander';
import { isKnown } from '../export/export-user.ts';
import { withAnalytics } from './accounted.ts';
import { CliError, type Flags, note, withDatabase } from './shared.ts';
import { writeOut } from './terminal.ts';

export function register(program: Command): void {
  withDatabase(program.command('export-user <userId>'))
    .description('Print everything that is kept of one user, as JSON')
    .addHelpText(
      'after',
      '\nThe file ends with "complete": true. Exit code 1 where nothing is known of the user.',
    )
    .action((userId: string, flags: Flags) =>
      withAnalytics(flags, { command: 'export-user', target: userId }, async ({ analytics, db }) => {
        await analytics.ingest.settle();
        if (!(await isKnown(db, userId))) throw new CliError('nothing is known of this user', 1);
        let rows = 0;
        for await (const chunk of analytics.exportUser(userId)) {
          rows += chunk.rows;
          await writeOut(chunk.text);
        }
        note(`${rows} rows`);
      }),
    );
}
