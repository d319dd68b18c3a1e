#!/usr/bin/env node
import { runProgram } from './program.ts';
import { fail, watchOutput } from './terminal.ts';

watchOutput();
// A fault of ours: Node would print it as it came.
process.on('uncaughtException', (error) => {
  fail(`stopped by an error of its own; please report it\n${error instanceof Error ? error.stack : error}`);
  process.exit(2);
});
process.exitCode = await runProgram(process.argv.slice(2));
