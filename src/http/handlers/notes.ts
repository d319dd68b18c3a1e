import { and, eq, isNull } from 'drizzle-orm';
import { actorOf, type Principal } from '../../auth/index.ts';
import type { Notes } from '../../contract/families/notes/index.ts';
import type { notesRoutes } from '../../contract/families/notes/routes.ts';
import { BadRequest, NotFound } from '../../reports/errors.ts';
import { reports } from '../../reports/index.ts';
import { type NoteRow, noteOf } from '../../reports/platform/notes.ts';
import type { Call, HandlersOf } from '../handler.ts';
import { contextOf } from '../report-context.ts';
import { toldTo } from '../told-to.ts';

// Notes go where the numbers come from: those on the sample platform stay in its own database.

const nameOf = (principal: Principal) =>
  principal.kind === 'operator' ? principal.email : `API key ${principal.name}`;

function told(row: NoteRow | undefined, { view }: Pick<Call, 'view'>) {
  if (!row) throw new NotFound('There is no note of this id.');
  return { note: noteOf(row, view.zone) };
}

const instantOf = (at: string | undefined) => (at === undefined ? null : new Date(at));

/** When something was noted, for a viewer: the words may name users. */
const withoutWords = ({ notes, meta }: Notes): Notes => ({
  notes: notes.map((note) => ({ ...note, text: null, author: null })),
  meta,
});

export const notesHandlers: HandlersOf<typeof notesRoutes> = {
  notes: {
    async run(call) {
      const body = toldTo(call, await reports.notes(await contextOf(call), call.query), withoutWords);
      return { body, rows: body.notes.length };
    },
  },
  addNote: {
    noted: ({ day, at }) => ({ day, at }),
    async run({ view, body, principal, services }) {
      const now = new Date(services.now());
      const { orm, tables } = view.db;
      const [row] = await orm
        .insert(tables.annotations)
        .values({
          day: body.day ?? null,
          at: instantOf(body.at),
          text: body.text,
          author: actorOf(principal!),
          authorEmail: nameOf(principal!),
          createdAt: now,
          updatedAt: now,
        })
        .returning();
      return { status: 201, body: told(row, { view }) };
    },
  },
  changeNote: {
    target: 'noteId',
    noted: ({ day, at, text }) => ({ day, at, ...(text === undefined ? {} : { text: true }) }),
    async run({ view, body, params, services }) {
      const { orm, tables } = view.db;
      const { text, day, at } = body;
      const t = tables.annotations;
      const ofId = eq(t.id, params.noteId);
      const [row] = await orm
        .update(tables.annotations)
        .set({
          ...(text !== undefined && { text }),
          ...((day ?? at) !== undefined && { day: day ?? null, at: instantOf(at) }),
          updatedAt: new Date(services.now()),
        })
        // A release began at an instant.
        .where(day === undefined ? ofId : and(ofId, isNull(t.version)))
        .returning();
      if (!row && day !== undefined && (await orm.$count(t, ofId)) > 0)
        throw new BadRequest({
          day: 'is for notes: a release is at an instant; give at in its place, or neither',
        });
      return { body: told(row, { view }) };
    },
  },
  removeNote: {
    target: 'noteId',
    async run({ view, params }) {
      const { orm, tables } = view.db;
      const { rowCount } = await orm
        .delete(tables.annotations)
        .where(eq(tables.annotations.id, params.noteId));
      if (!rowCount) throw new NotFound('There is no note of this id.');
      return {};
    },
  },
};
