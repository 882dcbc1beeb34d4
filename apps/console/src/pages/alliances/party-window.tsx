import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { Button, Choice, Field } from '../../design/controls.tsx';
import { Failure, Window } from '../../design/surfaces.tsx';
import { ask } from '../../hub/client.ts';
import { partiesQuery } from '../../hub/queries.ts';
import { useLanguage } from '../../language/language.tsx';
import { say } from '../../shell/toasts.tsx';
import { countryChoices } from '../countries.ts';
import { valuesOf } from '../form-values.ts';

const kinds = [
  ...([
    'utility',
    'transport',
    'telecom',
    'hospital',
    'technology',
    'start-up',
    'engineering',
    'construction',
  ] as const),
  ...(['pharmaceutical', 'logistics', 'finance', 'research', 'ministry', 'regulator', 'cert', 'authority'] as const),
  ...(['relief-society', 'other'] as const),
];

/** Registers a party with its first member, who then handles their own side. */
export function PartyWindow({ onClose }: { onClose: () => void }) {
  const { t, language } = useLanguage();
  const cache = useQueryClient();
  const [kind, setKind] = useState<(typeof kinds)[number]>('utility');
  const [country, setCountry] = useState('');
  // Kept between tries: a party whose first member was refused is not registered twice.
  const [made, setMade] = useState<string>();

  const register = useMutation({
    mutationFn: async (form: Record<string, string>) => {
      const { ar = '', en = '', member, email, password } = form;
      const names = { ...(ar && { ar }), ...(en && { en }) };
      const name = (language === 'ar' && ar) || en || ar;
      const id =
        made ?? (await ask<{ id: string }>('POST', '/parties', { name, names, kind, ...(country && { country }) })).id;
      setMade(id);
      const roles = ['administrator', 'liaison', 'analyst'];
      await ask('POST', `/parties/${encodeURIComponent(id)}/members`, {
        name: member,
        email,
        password,
        roles,
        language,
      });
      return name;
    },
    onSuccess: (name) => {
      say(t('party.registered', { name }));
      onClose();
    },
    onSettled: () => cache.invalidateQueries(partiesQuery),
  });

  return (
    <Window title={t('party.new')} onClose={onClose}>
      <Form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          register.mutate(valuesOf(event.currentTarget));
        }}
      >
        <Field label={t('set-up.name.ar')} name="ar" isRequired={language === 'ar'} />
        <Field label={t('set-up.name.en')} name="en" isRequired={language === 'en'} />
        <Choice
          label={t('party.kind')}
          value={kind}
          onChange={setKind}
          options={kinds.map((one) => [one, t(`party.kind.${one}`)] as const)}
        />
        <Choice label={t('party.country')} value={country} onChange={setCountry} options={countryChoices(language)} />
        <div>
          <h3>{t('party.first-member')}</h3>
          <p className="hint">{t('party.first-member.hint')}</p>
        </div>
        <Field label={t('field.name')} name="member" isRequired />
        <Field label={t('field.email')} name="email" type="email" autoComplete="off" isRequired machine />
        <Field
          label={t('field.password')}
          name="password"
          type="password"
          autoComplete="new-password"
          hint={t('field.password.hint')}
          minLength={12}
          isRequired
          machine
        />
        {register.error && <Failure error={register.error} />}
        <div className="dialog-foot">
          <Button kind="plain" onPress={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" kind="primary" isDisabled={register.isPending}>
            {t('party.new')}
          </Button>
        </div>
      </Form>
    </Window>
  );
}
