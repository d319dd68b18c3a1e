import { useMutation } from '@tanstack/react-query';
import * as texts from '#texts/shell.ts';
import { call } from '../data/call.ts';
import { reload } from '../data/reload.ts';
import { Button } from '../ui/button.tsx';

/** Says whose numbers are shown, and leads back to the sample platform that was left. */
export default function ShowSample() {
  const show = useMutation({ mutationFn: () => call('showSample'), onSuccess: reload });
  return (
    <>
      <p>{texts.yourOwnDataShown}</p>
      {show.isError && (
        <p role="alert" className="text-bad">
          {show.error.message}
        </p>
      )}
      <Button className="ms-auto h-7" onClick={() => show.mutate()} disabled={show.isPending}>
        {texts.showSampleAgain}
      </Button>
    </>
  );
}
