/** How a line looks, wherever it is drawn: on a canvas, in a legend, in a picture. Lines differ by dash, not by hue alone. */
export interface LineLook {
  /** As CSS takes it where the chart stands. */
  readonly colour: string;
  readonly width: number;
  readonly dash: readonly number[];
}

/** What a chart is about, and what it is compared with. */
export const CURRENT: LineLook = { colour: 'var(--tint)', width: 2, dash: [] };
export const BEFORE: LineLook = { colour: 'var(--ink-3)', width: 1.5, dash: [2, 4] };
