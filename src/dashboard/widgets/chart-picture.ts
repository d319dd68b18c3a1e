import type { LegendEntry } from './chart-download.tsx';

/** What of the page a picture takes over. */
interface Look {
  readonly surface: string;
  readonly ink: string;
  readonly faint: string;
  readonly family: string;
}

export interface PictureText {
  readonly title: string;
  readonly note: string;
  readonly legend: readonly LegendEntry[];
}

/** Device pixels a CSS pixel. */
export const PICTURE_SCALE = 2;
const PAD = 20;
const HEAD = 92;

/** A chart with its title, range and legend, on the surface of the theme it was drawn in. */
export function composePicture(
  chart: HTMLCanvasElement,
  { title, note, legend }: PictureText,
  box: HTMLElement,
): HTMLCanvasElement {
  const look = lookOf(box);
  const canvas = document.createElement('canvas');
  canvas.width = chart.width + PAD * 2 * PICTURE_SCALE;
  canvas.height = chart.height + (HEAD + PAD) * PICTURE_SCALE;
  const ctx = canvas.getContext('2d')!;
  ctx.fillStyle = look.surface;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.drawImage(chart, PAD * PICTURE_SCALE, HEAD * PICTURE_SCALE);
  ctx.scale(PICTURE_SCALE, PICTURE_SCALE);
  const text = (words: string, x: number, y: number, font: string, colour: string) => {
    ctx.font = `${font} ${look.family}`;
    ctx.fillStyle = colour;
    ctx.fillText(words, x, y);
    return ctx.measureText(words).width;
  };
  text(title, PAD, PAD + 16, '600 16px', look.ink);
  text(note, PAD, PAD + 36, '12px', look.faint);
  let x = PAD;
  for (const entry of legend) {
    drawSample(ctx, entry, x, PAD + 55);
    x += 26 + text(entry.label, x + 26, PAD + 59, '12px', look.ink) + 22;
  }
  return canvas;
}

/** The piece of line that a legend begins with. */
function drawSample(ctx: CanvasRenderingContext2D, { colour, dotted }: LegendEntry, x: number, y: number) {
  ctx.strokeStyle = colour;
  ctx.lineWidth = dotted ? 1.5 : 2.5;
  ctx.setLineDash(dotted ? [2, 3] : []);
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(x + 18, y);
  ctx.stroke();
  ctx.setLineDash([]);
}

function lookOf(box: HTMLElement): Look {
  const probe = box.appendChild(document.createElement('i'));
  const resolve = (token: string) => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const look = { surface: resolve('--surface'), ink: resolve('--ink'), faint: resolve('--ink-3') };
  probe.remove();
  return { ...look, family: getComputedStyle(box).fontFamily };
}

export const pngOf = (canvas: HTMLCanvasElement): Promise<Blob> =>
  new Promise((resolve, reject) => {
    const take = (blob: Blob | null) =>
      blob ? resolve(blob) : reject(new Error('The browser could not make the picture.'));
    canvas.toBlob(take, 'image/png');
  });
