#!/usr/bin/env node
import { runProgram } from './program.ts';
import { isOutputError, tellError, watchOutput } from './terminal.ts';

watchOutput();
// A fault of ours: Node would print it as it came.
process.on('uncaughtException', (error) => {
  // A reader that left in the middle of a stream: said already, or nothing to say.
  if (isOutputError(error)) return;
  tellError(
    `stopped by an error of its own; please report it\n${error instanceof Error ? error.stack : error}`,
  );
  process.exit(2);
});
process.exitCode = await runProgram(process.argv.slice(2));
