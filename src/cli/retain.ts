import type { Command } from 'commander';
import { withAnalytics } from './accounted.ts';
import { CliError, type Flags, note, print, printJson, withDatabase } from './shared.ts';

export function register(program: Command): void {
  withDatabase(program.command('retain'))
    .description('Remove what is older than the periods that operators have set (off by default)')
    .option('--dry-run', 'Only tell what would go')
    .option('--json', 'Print the result as JSON')
    .addHelpText(
      'after',
      '\nLifetime counters stay, and so does what whole days tell. Periods are set in the settings: PUT /api/admin/settings.\n' +
        'Ctrl-C stops after what is under way; the next run goes on.',
    )
    .action((flags: Flags) =>
      withAnalytics(
        flags,
        { command: 'retain', parameters: { dryRun: flags.dryRun === true } },
        async ({ analytics }) => {
          const { retention } = analytics;
          if (flags.dryRun) {
            const preview = await retention.preview();
            if (flags.json) return printJson(preview);
            for (const each of preview.features)
              print(
                `${each.feature}: ${each.rows} activities before ${each.before}` +
                  (each.oldest ? `, the oldest of ${each.oldest}` : ''),
              );
            if (preview.features.length === 0)
              print('no period is set for any feature: all of the log is kept');
            for (const month of preview.partitions) print(`${month}: the whole month would be dropped`);
            print(`${preview.deadLetters} dead letters, ${preview.auditLog} rows of the audit log`);
            return;
          }
          const stop = () => {
            note('stopping after what is under way');
            void retention.stop();
          };
          process.once('SIGINT', stop);
          process.once('SIGTERM', stop);
          try {
            const done = await retention.run(flags.json ? undefined : progress());
            if (!done.ran) throw new CliError('another process is at it; try again once it has ended', 1);
            if (flags.json) return printJson(done);
            print(`${done.rows} activities and ${done.signals} signals moved to what is kept by day`);
            for (const month of done.partitions) print(`${month}: the whole month was dropped`);
            print(`${done.deadLetters} dead letters and ${done.auditLog} rows of the audit log removed`);
            if (done.stopped) note('stopped before the end; run it again to go on');
          } finally {
            process.off('SIGINT', stop);
            process.off('SIGTERM', stop);
          }
        },
      ),
    );
}

/** A line for every tenth of the way. */
function progress(): (done: number, total: number) => void {
  let told = -1;
  return (done, total) => {
    const tenth = Math.floor((done / Math.max(total, 1)) * 10);
    if (tenth === told) return;
    told = tenth;
    note(`${done} of ${total}`);
  };
}
