import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import type { Texts } from './src/dashboard/texts/complete.ts';
import * as de from './src/dashboard/texts/de/page.ts';
import * as en from './src/dashboard/texts/en/page.ts';

const PAGES: Readonly<Record<string, Texts<typeof en>>> = { en, de };

/**
 * The panel in one language, the mode: `vite build --mode de`. Its assets are addressed relative to `<base href>`,
 * which the server rewrites to the mount point, so one build serves under any path.
 */
export default defineConfig(({ command, mode }) => {
  const language = mode in PAGES ? mode : 'en';
  const { direction, title, withoutScripts } = PAGES[language]!;
  return {
    root: 'src/dashboard',
    base: command === 'serve' ? '/admin/' : './',
    resolve: {
      alias: {
        '#texts': fileURLToPath(new URL(`src/dashboard/texts/${language}`, import.meta.url)),
        // What the shim gives to older ones, React has itself.
        'use-sync-external-store/shim/with-selector': 'use-sync-external-store/with-selector.js',
      },
    },
    plugins: [
      react(),
      tailwindcss(),
      {
        // What is kept of an answer is the server's alone.
        name: 'routes-as-a-caller-needs-them',
        enforce: 'pre',
        transform: (code: string, id: string) =>
          /contract[\\/]families[\\/][\w-]+[\\/]routes\.ts$/.test(id)
            ? code.replace(/^ +data: .*,$/gm, '')
            : null,
      },
      {
        name: 'page-in-its-language',
        transformIndexHtml: (html: string) =>
          html
            .replace('<html lang="en" dir="ltr"', `<html lang="${language}" dir="${direction}"`)
            .replace('%TITLE%', title)
            .replace('%WITHOUT_SCRIPTS%', withoutScripts),
      },
    ],
    build: {
      outDir: '../../dist/dashboard',
      emptyOutDir: true,
      target: 'es2023',
      // Inlined assets would be data: URLs, which the content security policy refuses.
      assetsInlineLimit: 0,
      // What imports what, for scripts/check-bundle.mjs.
      manifest: true,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        // A text stands where it is used, not by a name.
        optimization: { inlineConst: { mode: 'all', pass: 2 } },
        output: {
          codeSplitting: {
            groups: [
              // Runs before the rest, see there.
              { name: 'early', test: /data\/early\.ts$/, priority: 2 },
              // The frame and the first view in one file: it compresses best, and nothing waits for anything.
              { name: 'first', tags: ['$initial'], priority: 1 },
              // A dozen files under 1 KB compress worse than one of their size.
              { name: 'shared', test: /src[\\/]|lucide-react/, minShareCount: 5 },
            ],
          },
        },
      },
    },
    server: { proxy: { '/api': 'http://127.0.0.1:4000' } },
  };
});
