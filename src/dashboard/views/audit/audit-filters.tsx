import { getRouteApi } from '@tanstack/react-router';
import * as texts from '#texts/audit.ts';
import type { AuditSearch } from '../../data/url/administration.ts';
import { DownloadLink } from '../../ui/download-link.tsx';
import { auditedEndpoints, endpointWords } from '../../ui/endpoint-name.tsx';
import { OneStop } from '../../ui/one-stop.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Select } from '../../ui/select.tsx';
import { useAuditSearch } from './use-audit-search.ts';

const route = getRouteApi('/audit');

const SUBJECT_LABELS: Readonly<Record<NonNullable<AuditSearch['about']>, string>> = {
  person: texts.aboutOneUser,
  change: texts.changesSignIns,
};

const OUTCOMES: Readonly<Record<NonNullable<AuditSearch['outcome']>, string>> = {
  denied: texts.refusedOnly,
  failed: texts.failedOnly,
  unfinished: texts.unfinishedOnly,
  answered: texts.answeredOnly,
};

/** Person, user, endpoint and outcome; the address follows. What fits them is a file, too. */
export function AuditFilters({ file }: { file: string }) {
  const search = useAuditSearch();
  const navigate = route.useNavigate();
  const show = (change: Partial<AuditSearch>) =>
    void navigate({ search: (previous) => ({ ...previous, ...change }), replace: true, resetScroll: false });
  return (
    <search className="mb-4 grid grid-cols-2 gap-2 lg:flex lg:flex-wrap">
      <SearchField
        param="actor"
        label={texts.actorLabel}
        placeholder={texts.actorExample}
        className="max-lg:col-span-2 lg:w-64"
      />
      <SearchField
        param="target"
        label={texts.targetLabel}
        placeholder={texts.targetExample}
        className="max-lg:col-span-2 lg:w-56"
      />
      <OneStop label={texts.filters} className="contents">
        <Select
          aria-label={texts.about}
          className="lg:w-44"
          value={search.about ?? ''}
          onChange={(e) => show({ about: (e.target.value || undefined) as AuditSearch['about'] })}
        >
          <option value="">{texts.everything}</option>
          {Object.entries(SUBJECT_LABELS).map(([name, label]) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </Select>
        <Select
          aria-label={texts.endpoint}
          className="lg:w-52"
          value={search.endpoint ?? ''}
          onChange={(e) => show({ endpoint: e.target.value || undefined })}
        >
          <option value="">{texts.everyEndpoint}</option>
          {auditedEndpoints.map((name) => (
            <option key={name} value={name}>
              {endpointWords(name)}
            </option>
          ))}
        </Select>
        <Select
          aria-label={texts.outcome}
          className="lg:w-44"
          value={search.outcome ?? ''}
          onChange={(e) => show({ outcome: (e.target.value || undefined) as AuditSearch['outcome'] })}
        >
          <option value="">{texts.everyOutcome}</option>
          {Object.entries(OUTCOMES).map(([name, label]) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </Select>
        <span className="max-lg:justify-self-end lg:ms-auto">
          <DownloadLink href={file} what={texts.everyEntry} />
        </span>
      </OneStop>
    </search>
  );
}
