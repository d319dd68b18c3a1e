import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** The SDK as an edge platform's bundler makes it: one minified script that sets `sdk`. */
export async function bundleSdk(): Promise<string> {
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
        entry: fileURLToPath(new URL('../../src/sdk/index.ts', import.meta.url)),
        formats: ['iife'],
        name: 'sdk',
      },
    },
  });
  const [output] = [built].flat();
  if (!output || !('output' in output)) throw new Error('nothing was built');
  const chunks = output.output.flatMap((each) => (each.type === 'chunk' ? [each] : []));
  if (chunks.length !== 1) throw new Error(`one file was expected, not ${chunks.map((c) => c.fileName)}`);
  return chunks[0]!.code;
}
