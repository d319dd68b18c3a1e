/** Rows of both ranges, and the events that they are of. */
export interface Rows {
  readonly before: number;
  readonly after: number;
  /** Over the events, of the square of what each has here. */
  readonly own: number;
}

/** Of the variance that would be there without what both share, so much is left at least: else rounding would be told. */
const LEAST_LEFT = 1e-9;

/**
 * How improbable it is, in nats, that two sets of rows without a row in common fell so differently into both ranges by chance.
 *
 * Each event (what one user did in a day) falls into either range by the same chance, with all of its rows. A set counts as many events as its
 * sum is worth of its own size: n²/Σx², so that one burst is one event. Their G-test is scaled by how much less the shares
 * of both differ by chance for what single events have of both.
 *
 * @param shared over the events, of what each has of one times what it has of the other
 */
export function apart(a: Rows, b: Rows, shared: number): number {
  const [n, m] = [a.before + a.after, b.before + b.after];
  if (n <= 0 || m <= 0) return 0;
  const [ofA, ofB] = [a.own / (n * n), b.own / (m * m)];
  const left = Math.max(1 - (2 * shared) / (n * m * (ofA + ofB)), LEAST_LEFT);
  const [events, besides] = [1 / (ofA * left), 1 / (ofB * left)];
  const [p, q] = [a.after / n, b.after / m];
  const both = (events * p + besides * q) / (events + besides);
  return improbable(events * divergence(p, both) + besides * divergence(q, both));
}

/** Kullback and Leibler's, of two chances. */
function divergence(p: number, q: number): number {
  const term = (a: number, b: number) => (a <= 0 ? 0 : a * Math.log(a / b));
  return term(p, q) + term(1 - p, 1 - q);
}

/** −ln of the chance that a likelihood ratio is so many nats or more where there is no difference: of erfc √g, the bound above it. */
function improbable(nats: number): number {
  const g = Math.max(nats, 0);
  return g + Math.log((Math.sqrt(g) + Math.sqrt(g + 4 / Math.PI)) * (Math.sqrt(Math.PI) / 2));
}

/** Up or down to twice its deviation: that much comes by chance, and is usual. */
export const USUAL = improbable(2);
