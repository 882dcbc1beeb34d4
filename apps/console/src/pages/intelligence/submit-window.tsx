import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Checkbox, Form } from 'react-aria-components';
import { Button, Field } from '../../design/controls.tsx';
import { PickOne, PickSome } from '../../design/pickers.tsx';
import { Failure, Tlp, Window } from '../../design/surfaces.tsx';
import { tlpLevels } from '../../hub/answers.ts';
import { agreementsQuery, partiesQuery } from '../../hub/queries.ts';
import { useLanguage } from '../../language/language.tsx';
import { useMe } from '../../shell/me.ts';
import { say } from '../../shell/toasts.tsx';
import { Secret } from '../../design/secret.tsx';
import { AnonymityPart, type Anonymity } from './anonymity.tsx';
import { AudienceByName } from './audience.tsx';
import { recognise } from './recognise.ts';
import { Refusals } from './refusals.tsx';
import { toStix, type Written } from './to-stix.ts';
import { useShare } from './use-share.ts';

const kinds = ['indicator', 'vulnerability', 'incident', 'stix'] as const;
type TlpLevel = (typeof tlpLevels)[number];
type Kind = (typeof kinds)[number];

/** Sharing: what, how far, and by name who will see it, before anything is sent. */
export default function SubmitWindow({ onClose }: { onClose: () => void }) {
  const { t, named, term } = useLanguage();
  const me = useMe();
  const { data: agreements = [] } = useQuery(agreementsQuery);
  const { data: parties = [] } = useQuery(partiesQuery);

  const [kind, setKind] = useState<Kind>('indicator');
  const [text, setText] = useState({ name: '', description: '', value: '', stix: '' });
  const [level, setLevel] = useState<TlpLevel>('GREEN');
  const [communities, setCommunities] = useState<string[]>([]);
  const [recipients, setRecipients] = useState<string[]>([]);
  const [unnamed, setUnnamed] = useState<Anonymity>();
  const anonymity = kind === 'stix' ? undefined : unnamed;
  const [tried, setTried] = useState(false);
  const write = (property: keyof typeof text) => (value: string) =>
    setText((before) => ({ ...before, [property]: value }));

  const amber = level === 'AMBER' || level === 'AMBER+STRICT';
  const release = {
    level,
    communities: amber ? communities : [],
    recipients: level === 'RED' ? recipients : [],
    anonymous: Boolean(anonymity),
  };
  const mine = agreements
    .filter((one) => one.state === 'in-force' && (me.authority || one.parties.some(({ id }) => id === me.party)))
    .flatMap((one) => one.communities);
  const recognised = recognise(text.value);

  const objects = (): readonly unknown[] | undefined => {
    const made = kind === 'stix' ? undefined : toStix({ ...text, kind } satisfies Written, level, me.party);
    return made && [made];
  };
  const send = useShare(({ report, receipt }) => {
    if (report.refused > 0 || receipt) return;
    say(t('submit.sent', { count: report.accepted + report.changed + report.released }));
    onClose();
  });
  const receipt = send.data?.receipt;

  const missing = kind === 'indicator' && !recognised;
  if (receipt) {
    return (
      <Window title={t('submit.title')} onClose={onClose}>
        <Secret hint={t('submit.anonymous.receipt')} secret={receipt} onDone={onClose} />
      </Window>
    );
  }
  return (
    <Window title={t('submit.title')} wide onClose={onClose}>
      <Form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!missing) send.mutate({ what: kind === 'stix' ? text.stix : (objects() ?? []), release, anonymity });
        }}
      >
        <div className="share">
          <div className="stack">
            <PickOne<Kind>
              label={t('submit.kind')}
              inRow
              value={kind}
              onChange={setKind}
              options={kinds.map((value) => ({ value, said: t(`submit.kind.${value}`) }))}
            />
            {kind === 'indicator' && (
              <Field
                label={t('submit.value')}
                value={text.value}
                onChange={write('value')}
                hint={recognised && t('submit.value.is', { kind: t(`submit.value.${recognised.kind}`) })}
                problem={(tried || text.value.length > 6) && missing ? t('submit.value.unknown') : undefined}
                machine
              />
            )}
            {kind === 'vulnerability' && (
              <Field
                label={t('submit.cve')}
                value={text.value}
                onChange={write('value')}
                pattern="[Cc][Vv][Ee]-\d{4}-\d{4,}"
                isRequired
                machine
              />
            )}
            {kind === 'stix' ? (
              <Field label={t('submit.stix')} value={text.stix} onChange={write('stix')} lines={8} isRequired machine />
            ) : (
              <>
                <Field
                  label={t('submit.name')}
                  value={text.name}
                  onChange={write('name')}
                  isRequired={kind === 'incident'}
                />
                <Field
                  label={t('submit.description')}
                  value={text.description}
                  onChange={write('description')}
                  lines={3}
                />
              </>
            )}
          </div>
          <div className="stack">
            <PickOne<TlpLevel>
              label={t('submit.level')}
              value={level}
              onChange={setLevel}
              options={tlpLevels.map((value) => ({
                value,
                said: (
                  <span className="row">
                    <Tlp level={value} /> {term('level', value)}
                  </span>
                ),
              }))}
            />
            {amber &&
              (mine.length === 0 ? (
                <p className="notice">{t('submit.communities.none')}</p>
              ) : (
                <PickSome
                  label={t('submit.communities')}
                  value={communities}
                  onChange={setCommunities}
                  options={mine.map((one) => ({ value: one.id, said: named(one) }))}
                />
              ))}
            {level === 'RED' && (
              <PickSome
                label={t('submit.recipients')}
                value={recipients}
                onChange={setRecipients}
                options={parties
                  .filter((one) => one.id !== me.party)
                  .map((one) => ({ value: one.id, said: named(one) }))}
              />
            )}

            {kind !== 'stix' && (
              <Checkbox
                className="choice"
                data-shape="square"
                isSelected={Boolean(unnamed)}
                onChange={(chosen) => setUnnamed(chosen ? { keep: ['name'], times: 'day' } : undefined)}
              >
                {t('submit.anonymous')}
              </Checkbox>
            )}
            {anonymity && <AnonymityPart value={anonymity} onChange={setUnnamed} objects={objects} />}
            <AudienceByName release={release} own={me.party} />
            {kind === 'stix' && <p className="hint">{t('submit.audience.stix')}</p>}
          </div>
        </div>
        {send.error && <Failure error={send.error} />}
        {send.data && send.data.report.refused > 0 && <Refusals report={send.data.report} />}
        <div className="dialog-foot">
          <Button kind="plain" onPress={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" kind="primary" isDisabled={send.isPending}>
            {t('submit.send')}
          </Button>
        </div>
      </Form>
    </Window>
  );
}
