import type { Command } from 'commander';
import { type Reconciliation, reconcile } from '../jobs/reconcile.ts';
import { withAnalytics } from './accounted.ts';
import { type Flags, note, print, printJson, withDatabase } from './shared.ts';

export function register(program: Command): void {
  withDatabase(program.command('reconcile'))
    .description(
      'Recount everything from the log and what is kept of it, and report what differs; changes nothing',
    )
    .option('--json', 'Print the result as JSON')
    .addHelpText('after', '\nExit code 1 where anything differs; `joip-analytics rebuild` mends it.')
    .action((flags: Flags) =>
      withAnalytics(
        flags,
        { command: 'reconcile' },
        async ({ db, catalogue }) => {
          const found = await reconcile(db, { catalogue, onStep: flags.json ? undefined : note });
          if (flags.json) printJson(found);
          else tell(found);
          if (found.total > 0) process.exitCode = 1;
        },
        { migrate: false },
      ),
    );
}

const LOG = 'user_activity_logs';

function tell(found: Reconciliation): void {
  for (const d of found.drift)
    print(
      d.table === LOG
        ? `${d.table} ${d.key}: ${d.column} are ${d.stored}, not ${d.recounted}`
        : `${d.table} ${d.key}: ${d.column} is ${d.stored ?? 'empty'}, the log says ${d.recounted ?? 'none'}`,
    );
  if (found.total > found.drift.length) print(`… and ${found.total - found.drift.length} more`);
  if (found.drift.some(({ table }) => table === LOG))
    print(
      'details that are no object are read by nothing: `joip-analytics rebuild` mends those that are the text of one; set the others to null, or to an object, by SQL',
    );
  if (found.pending > 0) print(`${found.pending} activities of host transactions are still to be counted`);
  if (found.unfilled.length > 0) print(`left out, since they wait for rebuild: ${found.unfilled.join(', ')}`);
  print(`${found.activities} activities recounted, drift ${found.total}`);
}
