/** Why a value wasn't read, as what follows its field's name: `is empty; leave it out, or send the id`. */
export class Unreadable {
  readonly why: string;
  /** It stands for nothing: a blank, or what programs write for a value that was missing. */
  readonly missing: boolean;

  constructor(why: string, missing = false) {
    this.why = why;
    this.missing = missing;
  }
}
