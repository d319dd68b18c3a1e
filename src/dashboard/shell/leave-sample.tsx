import { call } from '../data/call.ts';
import { reload } from '../data/reload.ts';
import { ConfirmButton } from '../ui/confirm-button.tsx';

/** Leads out of the sample platform, once it has said what that does. */
export default function LeaveSample() {
  return (
    <ConfirmButton
      trigger="Start with real data"
      title="Start with real data?"
      confirm="Start with real data"
      act={() => call('leaveSample').then(reload)}
    >
      <p>The panel shows your own platform from now on, to every operator. Nothing is deleted.</p>
      <p>You can show the sample again until the server restarts.</p>
    </ConfirmButton>
  );
}
