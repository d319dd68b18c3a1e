const HOST = String.raw`(?:\*\.[a-z\d-]+\.)?[a-z\d-]+(?:\.[a-z\d-]+)*`;
const THIS_MACHINE = String.raw`(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])`;
const ORIGIN = new RegExp(
  `^(?:https://(?:${HOST}|${THIS_MACHINE})|http://${THIS_MACHINE})(?::\\d{1,5})?$`,
  'i',
);

/** Completes "takes …" for `isFrameAncestor`. */
export const FRAME_ANCESTORS =
  'self, or origins over TLS such as https://admin.example.com or https://*.example.com, or http://localhost:3000 on this machine';

/** Whether it names whose pages may show ours in a frame: `self`, or an origin; never everybody's. */
export const isFrameAncestor = (item: unknown): item is string =>
  typeof item === 'string' && (item === 'self' || ORIGIN.test(item));
