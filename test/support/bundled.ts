import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** An entry as a bundler makes it: one minified script that sets a global of this name. */
export async function bundled(entry: string, name: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    root: fileURLToPath(new URL('../..', import.meta.url)),
    publicDir: false,
    build: {
      write: false,
      minify: true,
      target: 'es2022',
      lib: {
        entry: fileURLToPath(new URL(`../../src/${entry}`, import.meta.url)),
        formats: ['iife'],
        name,
      },
    },
  });
  const [output] = [built].flat();
  if (!output || !('output' in output)) throw new Error('nothing was built');
  const chunks = output.output.flatMap((each) => (each.type === 'chunk' ? [each] : []));
  if (chunks.length !== 1) throw new Error(`one file was expected, not ${chunks.map((c) => c.fileName)}`);
  return chunks[0]!.code;
}
