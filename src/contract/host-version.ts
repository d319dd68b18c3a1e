/** Completes "takes …" for `isHostVersion`. */
export const HOST_VERSION =
  'a version of up to 64 letters, digits and . _ + - ~ /, such as 2.4.0 or 2026-03-15.2';

/** Whether it may be told as the version of a host: what is longer or has more in it is something else. */
export const isHostVersion = (text: unknown): text is string =>
  typeof text === 'string' && /^[A-Za-z\d][\w.+~/-]{0,63}$/.test(text);
