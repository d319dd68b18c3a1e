/** A colour as light: red, green and blue from 0 to 1, without gamma. */
export type Linear = readonly [number, number, number];
type Matrix = readonly [Linear, Linear, Linear];

const times = (m: Matrix, [x, y, z]: Linear): Linear =>
  m.map(([a, b, c]) => a * x + b * y + c * z) as unknown as Linear;
const shown = (colour: Linear): Linear =>
  colour.map((part) => Math.min(1, Math.max(0, part))) as unknown as Linear;

const LMS_OF_LAB: Matrix = [
  [1, 0.3963377774, 0.2158037573],
  [1, -0.1055613458, -0.0638541728],
  [1, -0.0894841775, -1.291485548],
];
const RGB_OF_LMS: Matrix = [
  [4.0767416621, -3.3077115913, 0.2309699292],
  [-1.2684380046, 2.6097574011, -0.3413193965],
  [-0.0041960863, -0.7034186147, 1.707614701],
];
const LMS_OF_RGB: Matrix = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
];
const LAB_OF_LMS: Matrix = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
];

/** CSS's `oklch()`, hue in degrees, as a screen shows it. */
export function oklch(lightness: number, chroma: number, hue: number): Linear {
  const turn = (hue * Math.PI) / 180;
  const lms = times(LMS_OF_LAB, [lightness, chroma * Math.cos(turn), chroma * Math.sin(turn)]);
  return shown(times(RGB_OF_LMS, lms.map((part) => part ** 3) as unknown as Linear));
}

const lab = (colour: Linear) =>
  times(LAB_OF_LMS, times(LMS_OF_RGB, colour).map(Math.cbrt) as unknown as Linear);
const luminance = ([r, g, b]: Linear) => 0.2126 * r + 0.7152 * g + 0.0722 * b;

/** Of two colours as they are seen, in OKLab: about 0.02 is just noticed. */
export const distance = (a: Linear, b: Linear): number => {
  const [x, y] = [lab(a), lab(b)];
  return Math.hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2]);
};

/** Of two colours printed in grey, as lightness from 0 to 1. */
export const greyDistance = (a: Linear, b: Linear): number =>
  Math.abs(Math.cbrt(luminance(a)) - Math.cbrt(luminance(b)));

/** WCAG's contrast of two colours. */
export const contrast = (a: Linear, b: Linear): number => {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
};

/** Machado, Oliveira and Fernandes (2009), full severity. */
const DEUTERANOPIA: Matrix = [
  [0.367322, 0.860646, -0.227968],
  [0.280085, 0.672501, 0.047413],
  [-0.01182, 0.04294, 0.968881],
];
const PROTANOPIA: Matrix = [
  [0.152286, 1.052583, -0.204868],
  [0.114503, 0.786281, 0.099216],
  [-0.003882, -0.048116, 1.051998],
];

/** What becomes of a colour in other eyes. */
export const SIGHTS = {
  full: (colour: Linear) => colour,
  deuteranope: (colour: Linear) => shown(times(DEUTERANOPIA, colour)),
  protanope: (colour: Linear) => shown(times(PROTANOPIA, colour)),
} as const;
