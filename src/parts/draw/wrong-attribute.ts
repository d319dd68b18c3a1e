/** An attribute that can't be taken, with what is accepted. */
export class WrongAttribute extends Error {
  readonly attribute: string;

  constructor(attribute: string, accepted: string) {
    super(accepted);
    this.attribute = attribute;
  }
}

/** As HTML spells it: `startDate` → `start-date`. */
export const attributeOf = (parameter: string): string =>
  parameter.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
