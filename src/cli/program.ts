import { Command, CommanderError } from 'commander';
import { packageVersion } from '../version.ts';
import { commands } from './commands.ts';
import { CliError, messageOf } from './errors.ts';
import * as shared from './shared.ts';

/**
 * Runs the command line.
 *
 * @returns the exit code: 0 done; 1 the command ran and the answer is no; 2 it could not be done as asked
 */
export async function runProgram(args: readonly string[]): Promise<number> {
  const program = await programFor(args[0]);
  try {
    if (args.length === 0) program.help();
    await program.parseAsync([...args], { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    shared.note(`joip-analytics: ${messageOf(error)}`);
    if (process.env.LOG_LEVEL === 'debug' && error instanceof Error && error.stack) shared.note(error.stack);
    return error instanceof CliError ? error.exitCode : 2;
  }
}

/** Only the file of the command that is asked for is loaded; all of them for anything else, such as help. */
async function programFor(name = ''): Promise<Command> {
  const program = new Command('joip-analytics')
    .description('Exact, private, fast activity analytics on your own PostgreSQL')
    .version(packageVersion())
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'joip-analytics: ')) })
    .showHelpAfterError('Run it with --help to see what is accepted.')
    .exitOverride();
  const asked = Object.hasOwn(commands, name) ? [commands[name]!] : Object.values(commands);
  for (const file of await Promise.all(asked.map((load) => load()))) file.register(program, shared);
  for (const command of program.commands) inheritTo(command, program);
  return program;
}

/** Commander copies settings only to commands that are made afterwards. */
function inheritTo(command: Command, parent: Command): void {
  command.copyInheritedSettings(parent);
  for (const each of command.commands) inheritTo(each, command);
}
