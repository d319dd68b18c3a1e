/** A query that can't be answered as asked: 400. `fields` names each parameter and what is accepted. */
export class BadRequest extends Error {
  readonly fields: Record<string, string>;

  constructor(fields: Record<string, string>) {
    super(
      Object.entries(fields)
        .map(([name, why]) => `${name} ${why}`)
        .join('; '),
    );
    this.name = 'BadRequest';
    this.fields = fields;
  }
}

/** What was asked about doesn't exist: 404. */
export class NotFound extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NotFound';
  }
}

/** A cursor that this server didn't make. */
export const foreignCursor = () =>
  new BadRequest({ cursor: 'takes nextCursor of an earlier answer; leave it out to begin anew' });

export const unknownUser = () => new NotFound('Nothing is known of this user.');
