/**
 * What a host's script sets for all parts of its pages, before or after `parts.js` is loaded.
 *
 * @example
 * window.joipAnalytics = { headers: () => ({ authorization: `Bearer ${token}` }) };
 */
export interface PartsSettings {
  /**
   * Sent with each question, beside the cookies, to where `parts.js` came from alone. Asked anew for each, so that a token
   * may change; may be a promise. Where it throws, nothing is sent, and the console says so.
   */
  headers?: (() => Headers | Promise<Headers>) | undefined;
}
type Headers = Readonly<Record<string, string>>;

declare global {
  /** See `PartsSettings` of `joip-analytics/parts`. */
  var joipAnalytics: PartsSettings | undefined;
}
