import * as texts from '#texts/sample.ts';
import { call } from '../data/call.ts';
import { reload } from '../data/reload.ts';
import { ConfirmButton } from '../ui/confirm-button.tsx';

/** Leads out of the sample platform, once it has said what that does. */
export default function LeaveSample() {
  return (
    <ConfirmButton
      trigger={texts.startWithRealData}
      title={texts.startWithRealDataAsked}
      confirm={texts.startWithRealData}
      act={() => call('leaveSample').then(reload)}
    >
      <p>{texts.fromNowOnYours}</p>
      <p>{texts.sampleAgain}</p>
    </ConfirmButton>
  );
}
