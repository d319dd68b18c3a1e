import { createInterface } from 'node:readline/promises';
import { type Command, Option } from 'commander';
import { type Config, options } from '../config/index.ts';
import * as init from '../init/index.ts';
import { findingsOf, type InitFlags, stepsOf } from './init-words.ts';
import { CliError, note, print } from './shared.ts';

export function register(program: Command): void {
  program
    .command('init')
    .description('Put analytics into your app: shows what it would write, asks, and writes it')
    .addOption(new Option('--framework <name>', 'Framework of your app').choices(init.FRAMEWORK_NAMES))
    .option('--entry <file>', 'File that makes the app, such as src/app.ts')
    .option('--app <name>', 'Variable that holds it, where that file makes several')
    .option('--at <path>', 'Where the panel is put', '/insights')
    .option('--database-env <name>', "Environment variable that holds your database's address")
    .addOption(
      new Option('--package-manager <name>', 'What installs your packages').choices(init.PACKAGE_MANAGERS),
    )
    .option('--dry-run', 'Only show what would be written')
    .option('--yes', 'Write it without asking')
    .option('--undo', 'Take away again what it wrote')
    .addHelpText(
      'after',
      '\nRun it in the folder of your app. It reads your sources and the tables of your database, and runs nothing of yours.\n' +
        'Where nobody can be asked, it only shows what it would write, unless --yes is given. See docs/init.md.\n' +
        'Exit code: 0 done, 1 something is left to do by hand, 2 it needs to be told something.',
    )
    .action(async (flags: InitFlags) => {
      try {
        await (flags.undo ? undo(flags) : run(flags));
      } catch (error) {
        if (error instanceof init.NeedsToKnow) throw new CliError(error.message);
        throw error;
      }
    });
}

async function run(flags: InitFlags): Promise<void> {
  const at = mountOf(flags.at);
  const project = init.readProject(process.cwd());
  const found = init.entryOf(project, flags);
  const looked = await init.lookAtDatabase(project, process.env, flags.databaseEnv);
  const variable = looked.variable?.value.name ?? (looked.other ? 'ANALYTICS_DATABASE_URL' : 'DATABASE_URL');
  const plan = init.planFor(found.entry, { project, proposals: looked.proposals, variable, at });
  const manager = flags.packageManager
    ? { value: flags.packageManager, from: '--package-manager' }
    : init.packageManagerOf(project);
  print('found');
  for (const [what, value] of findingsOf({ found, looked, manager, plan }))
    print(`  ${what.padEnd(16)} ${value}`);
  const written = await show(plan.changes, flags);
  for (const { path, lines } of plan.byHand) {
    note(`${path} can't be edited safely; add by hand, and see docs/embed.md:`);
    for (const line of lines) note(`  ${line}`);
  }
  if (written)
    for (const line of stepsOf({
      looked,
      manager: manager.value,
      plan,
      project,
      variable,
      at,
      entry: found.entry,
    }))
      print(line);
  if (plan.byHand.length > 0) process.exitCode = 1;
}

async function undo(flags: InitFlags): Promise<void> {
  const { changes, left } = init.planUndo(init.readProject(process.cwd()));
  await show(changes, flags);
  for (const { path, why } of left) note(`${path}: ${why}`);
  if (left.length > 0) process.exitCode = 1;
}

/** @returns whether all of it is there now */
async function show(changes: readonly init.Change[], { yes, dryRun }: InitFlags): Promise<boolean> {
  if (changes.length === 0) {
    print('nothing to write');
    return true;
  }
  for (const change of changes) for (const line of ['', ...init.diffOf(change)]) print(line);
  print('');
  if (dryRun || !(yes || (await agreed()))) {
    print('nothing was written; --yes writes it');
    return false;
  }
  init.applyChanges(process.cwd(), changes);
  for (const { path, after } of changes) print(`${after === null ? 'removed' : 'wrote'} ${path}`);
  return true;
}

/** Where nobody sits at a terminal, nobody agrees. */
async function agreed(): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await terminal.question('Write this? [y/N] ')).trim());
  } finally {
    terminal.close();
  }
}

function mountOf(given: string): Config['basePath'] {
  const read = options.basePath.type.read(given);
  if (read && read !== '/') return read;
  throw new CliError(`--at is "${given}", but takes a path such as /insights`);
}
