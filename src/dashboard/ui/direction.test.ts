import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const folder = fileURLToPath(new URL('..', import.meta.url));
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(tsx|css)$/.test(file))
  .map((file) => [file, readFileSync(`${folder}/${file}`, 'utf8')] as const);

/** What keeps a side whichever way the page is read: classes, properties of a style, properties of CSS. */
const PHYSICAL = [
  /(?<=[\s"'`:!-])(?:m[lr]|p[lr]|left|right|scroll-[mp][lr]|border-[lr]|rounded-(?:[lr]|[tb][lr]))-[\w[(]/,
  /(?<=[\s"'`:])(?:text|float|clear|origin|object|bg)-(?:left|right)\b/,
  /(?<=[\s"'`:])border-[lr](?=[\s"'`])/,
  /\b(?:margin|padding|border|scroll-margin)-(?:left|right)\b|text-align:\s*(?:left|right)|^\s*(?:left|right):/,
  /\b(?:margin|padding|border)(?:Left|Right)\b/,
];

it('names no side of a line but its start and its end', () => {
  expect(sources.length).toBeGreaterThan(200);
  const found = sources.flatMap(([file, source]) =>
    source
      .split('\n')
      .filter((line) => PHYSICAL.some((side) => side.test(line)))
      .map((line) => `${file}: ${line.trim()}`),
  );
  expect(found).toEqual([]);
});

it('turns every arrow that points on or back', () => {
  const turned = sources.flatMap(([file, source]) =>
    [...source.matchAll(/<(?:Chevron|Arrow)(?:Left|Right)\b[^>]*>/gs)].map(([icon]) => ({
      file,
      turned: icon.includes('rtl:'),
    })),
  );
  expect(turned.length).toBeGreaterThan(6);
  expect(turned.filter((each) => !each.turned)).toEqual([]);
});
