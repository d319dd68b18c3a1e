/**
 * How a layer of a bar looks, wherever it is drawn. Hue is never alone in it: neighbours differ by lightness, and all by
 * hatching, so that they stay apart in grey, in print and in forced colours.
 */
export interface LayerLook {
  readonly colour: string;
  /** A path over a square tile of `TILE` pixels, stroked; empty for a plain layer. */
  readonly hatch: string;
}

export const TILE = 8;
export const HATCH_WIDTH = 1.25;

const RISING = 'M-1,5L5,-1M3,9L9,3';
const FALLING = 'M-1,3L5,9M3,-1L9,5';
const LYING = 'M0,2H8M0,6H8';
const STANDING = 'M2,0V8M6,0V8';
const HATCHES = [
  '',
  RISING,
  STANDING,
  FALLING,
  LYING,
  RISING + FALLING,
  LYING + STANDING,
  'M3,4H5M4,3V5',
] as const;
/** Layers that can be told apart; what is left is one more. */
export const LAYERS = HATCHES.length;

export const layerLook = (layer: number): LayerLook => ({
  colour: `var(--series-${layer + 1})`,
  hatch: HATCHES[layer] ?? '',
});
/** All that isn't drawn for itself. */
export const REST: LayerLook = { colour: 'var(--series-rest)', hatch: '' };
