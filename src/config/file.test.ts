import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { readConfigFile } from './file.ts';
import { ConfigError, resolveConfig } from './resolve.ts';

const dir = mkdtempSync(join(tmpdir(), 'joip-config-'));
afterAll(() => rmSync(dir, { recursive: true }));
const define = JSON.stringify(fileURLToPath(new URL('./define.ts', import.meta.url)));

it('reads TypeScript', async () => {
  writeFileSync(
    join(dir, 'joip-analytics.config.ts'),
    `import { defineConfig } from ${define};\nconst port: number = 4000;\nexport default defineConfig({ port, currency: 'EUR' });\n`,
  );
  const found = await readConfigFile(undefined, dir);
  expect(resolveConfig(found)).toMatchObject({ port: 4000, currency: 'EUR', host: '127.0.0.1' });
});

it('reads JSON', async () => {
  writeFileSync(join(dir, 'plain.json'), '{ "port": 4001 }');
  expect(resolveConfig(await readConfigFile('plain.json', dir)).port).toBe(4001);
});

it('does without, where there is none', async () => {
  expect(await readConfigFile(undefined, tmpdir())).toEqual({ file: {} });
});

it.each([
  ['missing.ts', undefined, /there is no configuration file/],
  ['broken.ts', 'export default {', /broken\.ts can't be read: /],
  ['number.ts', 'export default 7', /needs a default export/],
])('says what is wrong with %s', async (name, content, message) => {
  if (content) writeFileSync(join(dir, name), content);
  const reading = readConfigFile(name, dir);
  await expect(reading).rejects.toThrow(ConfigError);
  await expect(reading).rejects.toThrow(message);
});
