/** What init can't tell by itself: the message says what it needs, and which option says it. */
export class NeedsToKnow extends Error {
  override readonly name = 'NeedsToKnow';
}

/** Something that was found, and where. */
export interface Found<T> {
  readonly value: T;
  readonly from: string;
}
