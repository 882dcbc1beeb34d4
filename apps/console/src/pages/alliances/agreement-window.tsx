import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { Button, Choice, Field, Problem } from '../../design/controls.tsx';
import { PickSome } from '../../design/pickers.tsx';
import { Failure, Window } from '../../design/surfaces.tsx';
import { tlpLevels } from '../../hub/answers.ts';
import { ask } from '../../hub/client.ts';
import { agreementsQuery, partiesQuery } from '../../hub/queries.ts';
import { useLanguage } from '../../language/language.tsx';
import { useMe } from '../../shell/me.ts';
import { say } from '../../shell/toasts.tsx';
import { valuesOf } from '../form-values.ts';

/** Drafts an agreement: between whom, how far things may go, and the communities that it creates. */
export function AgreementWindow({ onClose }: { onClose: () => void }) {
  const { t, named } = useLanguage();
  const me = useMe();
  const cache = useQueryClient();
  const { data: parties = [] } = useQuery(partiesQuery);
  const [chosen, setChosen] = useState<string[]>([]);
  const [level, setLevel] = useState<(typeof tlpLevels)[number]>('AMBER+STRICT');
  const [tried, setTried] = useState(false);

  const draft = useMutation({
    mutationFn: ({ name, duties = '', communities = '', until }: Record<string, string>) =>
      ask('POST', '/agreements', {
        name,
        duties,
        parties: [...chosen, me.party],
        highestLevel: level,
        ...(until && { until: new Date(until).toISOString() }),
        communities: communities
          .split('\n')
          .map((line) => line.trim())
          .filter(Boolean)
          .map((line) => ({ name: line })),
      }),
    onSuccess: async () => {
      await cache.invalidateQueries(agreementsQuery);
      say(t('agreement.drafted'));
      onClose();
    },
  });

  return (
    <Window title={t('agreement.new')} onClose={onClose}>
      <Form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (chosen.length > 0) draft.mutate(valuesOf(event.currentTarget));
        }}
      >
        <Field label={t('field.name')} name="name" isRequired />
        <PickSome
          label={t('alliances.parties')}
          value={chosen}
          onChange={setChosen}
          options={parties
            .filter((one) => one.id !== me.party)
            .map((one) => ({ value: one.id, said: <bdi>{named(one)}</bdi> }))}
        />
        {tried && chosen.length === 0 && <Problem>{t('agreement.choose-parties')}</Problem>}
        <Choice
          label={t('agreement.highest')}
          value={level}
          onChange={setLevel}
          options={tlpLevels.map((one) => [one, `TLP:${one} · ${t(`level.${one}`)}`] as const)}
        />
        <Field label={t('agreement.communities')} name="communities" hint={t('agreement.communities.hint')} lines={3} />
        <Field label={`${t('agreement.duties')} (${t('optional')})`} name="duties" lines={3} />
        {draft.error && <Failure error={draft.error} />}
        <div className="dialog-foot">
          <Button kind="plain" onPress={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" kind="primary" isDisabled={draft.isPending}>
            {t('agreement.new')}
          </Button>
        </div>
      </Form>
    </Window>
  );
}
