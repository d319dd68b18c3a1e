import type { FormEvent } from 'react';
import * as texts from '#texts/explore-people.ts';
import type { Segment } from '../../../../contract/families/segments/index.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Popover } from '../../../ui/popover.tsx';
import { sizeQuery, usePeople } from './question.ts';
import { useChangeSegment, useSaveSegment } from './segments-query.ts';

/** Keeps the rules: under a name, or as the next version of the segment that they were taken from. */
export function SaveSegment({ from }: { from: Segment | undefined }) {
  const { search, ask } = usePeople();
  const save = useSaveSegment();
  const change = useChangeSegment();
  const rules = search.rules!;
  const { timezone = null } = sizeQuery(search) as { timezone?: string };
  const submit = async (event: FormEvent<HTMLFormElement>, close: () => void) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get('name'));
    const { slug } = await save.mutateAsync({ name, rules, timezone });
    // The rules may have been changed meanwhile.
    ask({ saved: slug });
    close();
  };
  const error = save.error ?? change.error;
  return (
    <div className="flex flex-wrap items-center gap-2">
      {from && from.rules !== rules && (
        <Button
          disabled={change.isPending}
          onClick={() => change.mutate({ slug: from.slug, rules, timezone })}
        >
          {texts.saveAsNext(from.name)}
        </Button>
      )}
      <Popover trigger={texts.saveAs} label={texts.saveAs}>
        {(close) => (
          <form
            onSubmit={(event) => void submit(event, close).catch(() => {})}
            className="flex flex-col gap-2.5 p-3.5"
          >
            <Field label={texts.nameOf} name="name" required maxLength={100} autoComplete="off" />
            <Button type="submit" look="solid" disabled={save.isPending}>
              {texts.save}
            </Button>
            {save.isError && (
              <p role="alert" className="text-sm text-bad">
                {texts.notSaved(save.error.message)}
              </p>
            )}
          </form>
        )}
      </Popover>
      {error && !save.isError && (
        <p role="alert" className="text-sm text-bad">
          {texts.notSaved(error.message)}
        </p>
      )}
    </div>
  );
}
