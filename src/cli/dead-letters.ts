import type { Command } from 'commander';
import { DEAD_LETTER_REASONS, type DeadLetterReason, type LetterSelector } from '../contract/index.ts';
import { discardLetters, replayLetters } from '../ingest/letters.ts';
import { listLetters } from '../ingest/list-letters.ts';
import { withAnalytics } from './accounted.ts';
import { CliError, type Flags, note, print, printJson, withDatabase } from './shared.ts';
import { stoppable } from './signals.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const REASONS = DEAD_LETTER_REASONS.join(', ');

export function register(program: Command): void {
  const letters = program
    .command('dead-letters')
    .description("Activity that couldn't be counted: see why, try it again, or delete it");

  withDatabase(letters.command('list'))
    .description('Counts by reason, and the newest letters')
    .option('--reason <reason>', `Only these: ${REASONS}`)
    .option('--user <id>', 'Only of this user')
    .option('--limit <number>', 'Letters at most', '20')
    .option('--json', 'Print them as JSON, with what came')
    .action((flags: Flags) => {
      const reason = reasonOf(flags.reason);
      const limit = limitOf(flags.limit);
      const userId = typeof flags.user === 'string' ? flags.user : undefined;
      const doing = { command: 'dead-letters list', target: userId, parameters: { reason, limit } } as const;
      return withAnalytics(flags, doing, async ({ db }) => {
        const found = await listLetters(db, { reason, userId, limit });
        if (flags.json) return printJson(found);
        for (const each of found.letters)
          print(
            [each.id, each.firstAt, each.reason, `×${each.times}`, each.userId ?? '-', each.message].join(
              '  ',
            ),
          );
        for (const [name, n] of Object.entries(found.counts.byReason)) note(`${name}: ${n}`);
        note(found.counts.total === 0 ? 'there are no dead letters' : `${found.counts.total} altogether`);
      });
    });

  selecting(letters.command('replay [ids...]'))
    .description('Try letters again by the rules and the catalogue of now; those that are counted go')
    .action((ids: string[], flags: Flags) => {
      const selector = selectorOf(ids, flags);
      return withAnalytics(
        flags,
        { command: 'dead-letters replay', parameters: { ...selector } },
        async ({ db, analytics }) => {
          const onProgress = flags.json ? undefined : (n: number) => note(`${n} tried`);
          const done = await stoppable('what was counted is counted; run it again for the rest', (signal) =>
            replayLetters(db, analytics.ingest, selector, { signal, onProgress }),
          );
          if (!done) return;
          if (done.replayed > done.removed) process.exitCode = 1;
          if (flags.json) return printJson(done);
          for (const [outcome, n] of Object.entries(done.outcomes)) if (n > 0) print(`${outcome}: ${n}`);
          print(`${done.replayed} tried, ${done.removed} gone, ${done.replayed - done.removed} kept`);
        },
      );
    });

  selecting(letters.command('discard [ids...]'))
    .description("Delete letters; this can't be undone")
    .action((ids: string[], flags: Flags) => {
      const selector = selectorOf(ids, flags);
      return withAnalytics(
        flags,
        { command: 'dead-letters discard', parameters: { ...selector } },
        async ({ db }) => {
          const discarded = await discardLetters(db, selector);
          if (flags.json) return printJson({ discarded });
          print(`${discarded} deleted`);
        },
      );
    });
}

function selecting(command: Command): Command {
  return withDatabase(command)
    .option('--reason <reason>', `All of one reason: ${REASONS}`)
    .option('--all', 'All there are')
    .option('--json', 'Print the result as JSON');
}

function selectorOf(ids: string[], flags: Flags): LetterSelector {
  const reason = reasonOf(flags.reason);
  const given = [ids.length > 0, reason !== undefined, flags.all === true].filter(Boolean).length;
  if (given !== 1) throw new CliError('name letters by their ids, or by --reason <reason>, or take --all');
  const odd = ids.filter((id) => !UUID.test(id));
  if (odd.length > 0)
    throw new CliError(
      `${odd.join(', ')} is no id of a letter; \`joip-analytics dead-letters list\` shows them`,
    );
  if (reason) return { reason };
  return ids.length > 0 ? { ids } : { all: true };
}

function reasonOf(text: unknown): DeadLetterReason | undefined {
  if (text === undefined) return undefined;
  const reason = DEAD_LETTER_REASONS.find((each) => each === text);
  if (!reason) throw new CliError(`--reason is "${text}", but takes ${REASONS}`);
  return reason;
}

function limitOf(text: unknown): number {
  const n = Number(text);
  if (Number.isInteger(n) && n >= 1 && n <= 10_000) return n;
  throw new CliError(`--limit is "${text}", but takes a whole number from 1 to 10000`);
}
