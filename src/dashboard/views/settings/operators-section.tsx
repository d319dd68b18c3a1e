import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import * as texts from '#texts/settings.ts';
import type { OperatorEntry } from '../../../contract/families/access/index.ts';
import { usePanel } from '../../data/panel-context.ts';
import { moment } from '../../format/date.ts';
import { SaveButton } from '../../ui/save-button.tsx';
import { SettingsSection } from '../../ui/settings-section.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { operatorsQuery } from './access-queries.ts';
import { fullLink, type HandedLink } from './full-link.ts';
import { InviteForm } from './invite-form.tsx';
import { Once } from './once.tsx';
import { OperatorItem } from './operator-item.tsx';

/** Nobody else could administer: one who was only invited doesn't count. */
const isLast = (one: OperatorEntry, all: readonly OperatorEntry[]) =>
  one.role === 'admin' &&
  !all.some(
    ({ id, role, signedInAt }) =>
      id !== one.id && role === 'admin' && (signedInAt !== null || one.signedInAt === null),
  );

const operatorRows = (operators: readonly OperatorEntry[]) => [
  ['email', 'role', 'created_at', 'signed_in_at', 'second_factor', 'invited_until'],
  ...operators.map(({ email, role, createdAt, signedInAt, secondFactor, invitedUntil }) => [
    email,
    role,
    createdAt,
    signedInAt,
    String(secondFactor),
    invitedUntil,
  ]),
];

/** Who may see this panel. */
export function OperatorsSection() {
  const { timezone } = usePanel();
  const list = useQuery(operatorsQuery);
  const [link, setLink] = useState<HandedLink | null>(null);
  const operators = list.data?.operators;
  return (
    <SettingsSection
      id="operators"
      title={texts.operators}
      aside={
        operators && (
          <SaveButton what={texts.everyOperator} name={['operators']} rows={() => operatorRows(operators)} />
        )
      }
      note={<p>{texts.administratorSeesChangesEverything}</p>}
    >
      <InviteForm onLink={setLink} />
      {link && (
        <Once title={link.title} secret={fullLink(link.link)} onDone={() => setLink(null)}>
          {texts.handOver(link.email, moment(link.expiresAt, timezone))}
        </Once>
      )}
      {operators ? (
        <ul aria-label={texts.operators} className="panel divide-y divide-line">
          {operators.map((operator) => (
            <OperatorItem
              key={operator.id}
              operator={operator}
              last={isLast(operator, operators)}
              onLink={setLink}
            />
          ))}
        </ul>
      ) : list.isError ? (
        <ErrorState error={list.error} onRetry={() => list.refetch()} />
      ) : (
        <Skeleton className="h-40 w-full" />
      )}
    </SettingsSection>
  );
}
