// What hosts' pages load, the parts and the beacon, into a folder as the panel's: `node scripts/build-parts.mjs FOLDER`. What draws is built
// once a language, as the panel is; the file that a page loads knows their names.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { LANGUAGES } from './lib/languages.mjs';

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('usage: node scripts/build-parts.mjs FOLDER');
const path = (/** @type {string} */ name) => fileURLToPath(new URL(`../${name}`, import.meta.url));

/** Of the panel's colours and fonts those that the parts use; a host sets each as `--joip-NAME`. */
const TOKENS =
  'surface sunken line line-strong ink ink-2 ink-3 signal users content revenue features good bad'.split(' ');

/** `--ink: var(--joip-ink, light-dark(LIGHT, DARK))` for each, as styles/tokens.css has them. */
function tokens() {
  const css = readFileSync(path('src/dashboard/styles/tokens.css'), 'utf8');
  const lines = TOKENS.map((name) => {
    const [light, dark] = [...css.matchAll(new RegExp(`--${name}: (oklch\\([^)]+\\));`, 'g'))].map(
      ([, value]) => value,
    );
    if (!light || !dark) throw new Error(`styles/tokens.css has no --${name} for light and dark`);
    return `--${name}:var(--joip-${name},light-dark(${light},${dark}));`;
  });
  return `:host{${lines.join('')}}`;
}

/**
 * @param {string} entry @param {string} name of the file, `[hash]` for that of its content
 * @param {import('vite').UserConfig} config
 * @returns {Promise<string>} the file's name
 */
async function make(entry, name, config) {
  const made = await build({
    configFile: false,
    root: path('.'),
    logLevel: 'warn',
    publicDir: false,
    ...config,
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: 'es2023',
      modulePreload: false,
      rolldownOptions: {
        input: path(entry),
        preserveEntrySignatures: 'strict',
        // Of the panel's modules only what the parts name: neither React nor icons.
        treeshake: { moduleSideEffects: false },
        output: { format: 'es', entryFileNames: name, codeSplitting: false },
        optimization: { inlineConst: { mode: 'all', pass: 2 } },
      },
    },
  });
  const [{ output }] = /** @type {{ output: { fileName: string }[] }[]} */ ([made].flat());
  return output[0].fileName;
}

/** @type {Record<string, string>} */
const files = {};
for (const language of LANGUAGES)
  files[language] = await make('src/parts/draw/show.ts', `assets/parts-${language}-[hash].js`, {
    resolve: {
      alias: [
        { find: '#texts', replacement: path(`src/dashboard/texts/${language}`) },
        // The page of the panel tells its locale; a part's is that of its element.
        { find: /^(?:\.\.?\/)+(?:format\/)?locale\.ts$/, replacement: path('src/parts/place.ts') },
      ],
    },
    define: { TOKENS: JSON.stringify(tokens()) },
  });
await make('src/parts/parts.ts', 'parts.js', { define: { FILES: JSON.stringify(files) } });
await make('src/beacon/script.ts', 'beacon.js', {});
