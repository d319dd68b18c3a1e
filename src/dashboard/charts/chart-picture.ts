import * as texts from '#texts/chart-tools.ts';
import type { LayerLook } from '../ui/layer-look.ts';
import type { LineLook } from '../ui/line-look.ts';
import { hatched } from './hatching.ts';
import { FRAME } from './plot-options.ts';
import { resolveColours } from './resolve-colours.ts';

type Look = LineLook | LayerLook;

export interface LegendEntry {
  readonly label: string;
  readonly look: Look;
}

/** What a picture says beside the chart. */
export interface PictureText {
  /** Heading: `Active users by day`. */
  readonly title: string;
  /** Under it: the range and its zone. */
  readonly note: string;
  readonly legend: readonly LegendEntry[];
}

const COLOURS = { ...FRAME, lines: 'var(--hatch)', edge: 'var(--layer-edge)' };
const PAD = 20;
const HEAD = 72;
const ROW = 20;

/** A chart with its title, range and legend on the surface of its theme, as sharp as it is on screen. */
export function composePicture(chart: HTMLCanvasElement, { title, note, legend }: PictureText) {
  const box = chart.parentElement ?? document.body;
  const colours = resolveColours(box, COLOURS);
  const own = resolveColours(box, Object.fromEntries(legend.map(({ look }, i) => [i, look.colour])));
  const { fontFamily } = getComputedStyle(box);
  const scale = chart.width / chart.clientWidth;
  const width = chart.clientWidth + PAD * 2;
  const canvas = document.createElement('canvas');
  const ctx = canvas.getContext('2d')!;
  const say = (words: string, x: number, y: number, font: string, colour: string) => {
    ctx.font = `${font} ${fontFamily}`;
    ctx.fillStyle = colour;
    ctx.fillText(words, x, y);
  };
  ctx.font = `12px ${fontFamily}`;
  const places = placed(legend, width - PAD * 2, (label) => ctx.measureText(label).width);
  const head = HEAD + ROW * ((places.at(-1)?.row ?? 0) + 1);
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round((head + chart.clientHeight + PAD) * scale);
  ctx.scale(scale, scale);
  ctx.fillStyle = colours.surface;
  ctx.fillRect(0, 0, width, canvas.height);
  ctx.drawImage(chart, PAD, head, chart.clientWidth, chart.clientHeight);
  say(title, PAD, PAD + 16, '600 16px', colours.ink);
  say(note, PAD, PAD + 36, '12px', colours.text);
  places.forEach(({ entry, x, row }, i) => {
    const y = HEAD + row * ROW;
    drawSample(ctx, entry.look, own[i]!, colours, PAD + x, y);
    say(entry.label, PAD + x + 26, y + 4, '12px', colours.ink);
  });
  return canvas;
}

/** Entries of a legend side by side, in as many rows as they take. */
function placed(legend: readonly LegendEntry[], width: number, measure: (label: string) => number) {
  let x = 0;
  let row = 0;
  return legend.map((entry) => {
    const taken = 26 + measure(entry.label) + 22;
    if (x > 0 && x + taken > width) {
      x = 0;
      row++;
    }
    x += taken;
    return { entry, x: x - taken, row };
  });
}

type Drawn = Readonly<Record<string, string>>;

/** The piece of line or layer that a legend begins with. */
function drawSample(
  ctx: CanvasRenderingContext2D,
  look: Look,
  colour: string,
  { lines, edge }: Drawn,
  x: number,
  y: number,
) {
  if ('hatch' in look) {
    ctx.fillStyle = hatched(ctx, { colour, hatch: look.hatch, lines: lines! }, 1);
    ctx.strokeStyle = edge!;
    ctx.fillRect(x, y - 6, 18, 12);
    return ctx.strokeRect(x, y - 6, 18, 12);
  }
  ctx.strokeStyle = colour;
  ctx.lineWidth = look.width;
  ctx.setLineDash([...look.dash]);
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(x + 18, y);
  ctx.stroke();
  ctx.setLineDash([]);
}

export const pngOf = (canvas: HTMLCanvasElement): Promise<Blob> =>
  new Promise((resolve, reject) => {
    const take = (blob: Blob | null) => (blob ? resolve(blob) : reject(new Error(texts.browserCouldNotMake)));
    canvas.toBlob(take, 'image/png');
  });
