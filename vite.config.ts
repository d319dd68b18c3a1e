import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/**
 * The panel. Its assets are addressed relative to `<base href>`, which the server rewrites to the mount
 * point, so one build serves under any path.
 */
export default defineConfig(({ command }) => ({
  root: 'src/dashboard',
  base: command === 'serve' ? '/admin/' : './',
  plugins: [react(), tailwindcss()],
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
      output: {
        codeSplitting: {
          groups: [
            // Runs before the rest, see there.
            { name: 'early', test: /api\/early\.ts$/, priority: 2 },
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
}));
