import { readFileSync } from 'node:fs';
import { Activity, Eye } from 'lucide-react';
import { expect, it } from 'vitest';
import { iconOf } from './feature-icon.tsx';
import * as more from './more-icons.ts';

it('is one component a name, and Activity where none is named', () => {
  expect(iconOf('Eye')).toBe(Eye);
  expect([iconOf(''), iconOf(undefined)]).toEqual([Activity, Activity]);
  expect(iconOf('BookOpen')).toBe(iconOf('BookOpen'));
  expect(iconOf('BookOpen')).not.toBe(iconOf('constructor'));
});

it('is told by name in the documentation, every one of them', () => {
  const page = readFileSync(new URL('../../../docs/catalogue.md', import.meta.url), 'utf8');
  const listed = page.slice(page.indexOf('## Icons'), page.indexOf('## Changing'));
  for (const name of Object.keys(more)) expect(listed).toContain(`\`${name}\``);
});
