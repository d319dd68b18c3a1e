import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  contrast,
  distance,
  greyDistance,
  type Linear,
  oklch,
  SIGHTS,
} from '../../../test/support/colour-vision.ts';
import { LAYERS, layerLook, REST } from './layer-look.ts';
import { BEFORE, CURRENT } from './line-look.ts';

const CSS = readFileSync(new URL('../styles/tokens.css', import.meta.url), 'utf8');
const [light = '', dark = ''] = CSS.split('@theme')[0]!.split('@media');

/** The colours of a scheme by their tokens; what a scheme leaves out is as in light. */
function tokens(...blocks: string[]): (token: string) => Linear {
  const found = new Map<string, Linear>(
    blocks.flatMap((block) =>
      [...block.matchAll(/(--[\w-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\);/g)].map(
        ([, name, ...lch]) =>
          [`var(${name})`, oklch(...(lch.map(Number) as [number, number, number]))] as const,
      ),
    ),
  );
  return (token) => {
    const colour = found.get(token);
    if (!colour) throw new Error(`no colour ${token}`);
    return colour;
  };
}

const SCHEMES = { light: tokens(light), dark: tokens(light, dark) };
const layers = Array.from({ length: LAYERS }, (_, i) => layerLook(i));
/** Each layer with the one above it; of more than fit, the last is the rest. */
const neighbours = [
  ...layers.slice(1).map((look, i) => [layers[i]!, look] as const),
  [layers[LAYERS - 2]!, REST] as const,
];

describe.each(Object.entries(SCHEMES))('in %s', (_, colour) => {
  it('each series stands out from its background', () => {
    for (const { colour: token } of [...layers, REST, BEFORE])
      for (const ground of ['var(--surface)', 'var(--paper)'])
        expect(contrast(colour(token), colour(ground)), `${token} on ${ground}`).toBeGreaterThanOrEqual(3);
  });

  it('so does the line of every category', () => {
    expect(CURRENT.colour).toBe('var(--tint)');
    for (const tint of ['users', 'content', 'revenue', 'features', 'signal', 'ink-2'])
      expect(contrast(colour(`var(--${tint})`), colour('var(--surface)')), tint).toBeGreaterThanOrEqual(3);
  });

  it.each(Object.entries(SIGHTS))('neighbours stay apart to %s sight', (_, seen) => {
    for (const [a, b] of neighbours)
      expect(
        distance(seen(colour(a.colour)), seen(colour(b.colour))),
        `${a.colour} ${b.colour}`,
      ).toBeGreaterThan(0.17);
  });

  it('neighbours stay apart in grey', () => {
    for (const [a, b] of neighbours)
      expect(greyDistance(colour(a.colour), colour(b.colour)), `${a.colour} ${b.colour}`).toBeGreaterThan(
        0.15,
      );
  });
});

it('tells every two layers apart by hatching, and a line from what it is compared with by its dash', () => {
  expect(new Set(layers.map(({ hatch }) => hatch)).size).toBe(LAYERS);
  expect(CURRENT.dash).not.toEqual(BEFORE.dash);
});
