import { Command } from 'commander';
import { register as registerExport } from '../../src/cli/export.ts';
import { register as registerImport } from '../../src/cli/import.ts';

/** The two commands by themselves, as a process of its own that a test can stop or kill. */
const program = new Command('joip-analytics');
registerImport(program);
registerExport(program);
program.parseAsync().catch((error: Error & { exitCode?: number }) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode ?? 2;
});
