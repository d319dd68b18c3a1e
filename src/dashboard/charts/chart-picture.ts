export interface LegendEntry {
  readonly label: string;
  /** As CSS takes it where the chart stands: `var(--tint)`. */
  readonly colour: string;
  readonly dotted?: boolean;
}

/** What a picture says beside the chart. */
export interface PictureText {
  /** Heading: `Active users by day`. */
  readonly title: string;
  /** Under it: the range and its zone. */
  readonly note: string;
  readonly legend: readonly LegendEntry[];
}

const PAD = 20;
const HEAD = 72;
const ROW = 20;

/** A chart with its title, range and legend on the surface of its theme, as sharp as it is on screen. */
export function composePicture(chart: HTMLCanvasElement, { title, note, legend }: PictureText) {
  const box = chart.parentElement ?? document.body;
  const look = lookOf(box);
  const scale = chart.width / chart.clientWidth;
  const width = chart.clientWidth + PAD * 2;
  const canvas = document.createElement('canvas');
  const ctx = canvas.getContext('2d')!;
  const say = (words: string, x: number, y: number, font: string, colour: string) => {
    ctx.font = `${font} ${look.family}`;
    ctx.fillStyle = colour;
    ctx.fillText(words, x, y);
  };
  ctx.font = `12px ${look.family}`;
  const places = placed(legend, width - PAD * 2, (label) => ctx.measureText(label).width);
  const head = HEAD + ROW * ((places.at(-1)?.row ?? 0) + 1);
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round((head + chart.clientHeight + PAD) * scale);
  ctx.scale(scale, scale);
  ctx.fillStyle = look.surface;
  ctx.fillRect(0, 0, width, canvas.height);
  ctx.drawImage(chart, PAD, head, chart.clientWidth, chart.clientHeight);
  say(title, PAD, PAD + 16, '600 16px', look.ink);
  say(note, PAD, PAD + 36, '12px', look.faint);
  for (const { entry, x, row } of places) {
    const y = HEAD + row * ROW;
    drawSample(ctx, look.resolve(entry.colour), entry.dotted === true, PAD + x, y);
    say(entry.label, PAD + x + 26, y + 4, '12px', look.ink);
  }
  look.done();
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

/** The piece of line that a legend begins with. */
function drawSample(ctx: CanvasRenderingContext2D, colour: string, dotted: boolean, x: number, y: number) {
  ctx.strokeStyle = colour;
  ctx.lineWidth = dotted ? 1.5 : 3;
  ctx.setLineDash(dotted ? [2, 3] : []);
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(x + 18, y);
  ctx.stroke();
  ctx.setLineDash([]);
}

/** What of the page a picture takes over, resolved where the chart stands. */
function lookOf(box: HTMLElement) {
  const probe = box.appendChild(document.createElement('i'));
  const resolve = (colour: string) => {
    probe.style.color = colour;
    return getComputedStyle(probe).color;
  };
  return {
    resolve,
    surface: resolve('var(--surface)'),
    ink: resolve('var(--ink)'),
    faint: resolve('var(--ink-3)'),
    family: getComputedStyle(box).fontFamily,
    done: () => probe.remove(),
  };
}

export const pngOf = (canvas: HTMLCanvasElement): Promise<Blob> =>
  new Promise((resolve, reject) => {
    const take = (blob: Blob | null) =>
      blob ? resolve(blob) : reject(new Error('The browser could not make the picture.'));
    canvas.toBlob(take, 'image/png');
  });
