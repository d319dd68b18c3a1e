/** The tokens as a canvas takes them: resolved where the chart stands, so that its category's tint holds. */
export interface ChartColours {
  readonly line: string;
  readonly fill: string;
  readonly fade: string;
  readonly previous: string;
  readonly grid: string;
  readonly text: string;
  readonly surface: string;
  readonly font: string;
}

export function chartColours(box: HTMLElement): ChartColours {
  const probe = box.appendChild(document.createElement('i'));
  const resolve = (colour: string) => {
    probe.style.color = colour;
    return getComputedStyle(probe).color;
  };
  const colours = {
    line: resolve('var(--tint)'),
    fill: resolve('color-mix(in srgb, var(--tint) 22%, transparent)'),
    fade: resolve('color-mix(in srgb, var(--tint) 1%, transparent)'),
    previous: resolve('var(--ink-3)'),
    grid: resolve('var(--line)'),
    text: resolve('var(--ink-3)'),
    surface: resolve('var(--surface)'),
    font: `11px ${getComputedStyle(box).fontFamily}`,
  };
  probe.remove();
  return colours;
}
