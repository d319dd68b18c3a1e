import { Command, CommanderError } from 'commander';
import { packageVersion } from '../db/package-file.ts';
import { commands } from './commands.ts';
import { CliError, messageOf } from './errors.ts';
import { examples } from './examples.ts';
import * as shared from './shared.ts';
import { isOutputError, tellError, write } from './terminal.ts';

/**
 * Runs the command line.
 *
 * @returns the exit code: 0 done; 1 the command ran and the answer is no; 2 it couldn't be done as asked
 */
export async function runProgram(given: readonly string[]): Promise<number> {
  const args = asksItself(given[0]) ? given : ['serve', ...given];
  const program = await programFor(args[0]);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (isOutputError(error)) return Number(process.exitCode ?? 0);
    tellError(messageOf(error));
    if (process.env.LOG_LEVEL === 'debug' && error instanceof Error && error.stack)
      write('stderr', `${error.stack}\n`);
    return error instanceof CliError ? error.exitCode : 2;
  }
}

const HELP = `
Examples:
  npx joip-analytics                            a server on DATABASE_URL, or on its own PostgreSQL where that is installed
  npx joip-analytics init                       into your own app: shows what it would write, and asks
  npx joip-analytics doctor                     what is wrong, and how to mend it
  npx joip-analytics operator add ann@example.com

Each command tells its options and an example: joip-analytics <command> --help
Exit codes: 0 done, 1 the answer is no, 2 it couldn't be done as asked, 130 stopped.`;

const OWN_FLAGS = ['-h', '--help', '-V', '--version'];

/** `npx joip-analytics` alone, or with options of `serve`, starts the server. */
const asksItself = (first = '-') => !first.startsWith('-') || OWN_FLAGS.includes(first);

/** Only the file of the command that is asked for is loaded; all of them for anything else, such as help. */
async function programFor(name = ''): Promise<Command> {
  const program = new Command('joip-analytics')
    .description(
      'Exact, private, fast activity analytics on your own PostgreSQL. Without a command it is serve.',
    )
    .version(packageVersion())
    .configureOutput({
      writeOut: (text) => write('stdout', text),
      writeErr: (text) => write('stderr', text),
      outputError: (text) => tellError(text.trimEnd().replace(/^error: /, '')),
    })
    .showHelpAfterError('Run it with --help to see what is accepted.')
    .addHelpText('after', HELP)
    .exitOverride();
  const asked = Object.hasOwn(commands, name) ? [commands[name]!] : Object.values(commands);
  for (const file of await Promise.all(asked.map((load) => load()))) file.register(program, shared);
  for (const command of program.commands) complete(command, program, command.name());
  return program;
}

/** Commander copies settings only to commands that are made afterwards. Of a group, all examples are shown. */
function complete(command: Command, parent: Command, path: string): void {
  command.copyInheritedSettings(parent);
  const own = Object.entries(examples).filter(([name]) => `${name} `.startsWith(`${path} `));
  command.addHelpText(
    'after',
    ['\nExample:', ...own.map(([, each]) => `  joip-analytics ${each}`)].join('\n'),
  );
  for (const each of command.commands) complete(each, command, `${path} ${each.name()}`);
}
