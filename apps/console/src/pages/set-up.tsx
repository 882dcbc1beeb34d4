import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Language } from '@sanad/i18n';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { Button, Choice, Field } from '../design/controls.tsx';
import { PickOne } from '../design/pickers.tsx';
import { Failure } from '../design/surfaces.tsx';
import { ask } from '../hub/client.ts';
import { hubQuery, sessionQuery } from '../hub/queries.ts';
import { useLanguage } from '../language/language.tsx';
import { countryChoices } from './countries.ts';
import { Door } from './door.tsx';
import { valuesOf } from './form-values.ts';

const steps = ['language', 'hub', 'administrator'] as const;

/** The first start: language, name of the hub, first administrator. The token stands in the address's fragment, which is never sent. */
export function SetUpPage() {
  const { t, language, setLanguage } = useLanguage();
  const navigate = useNavigate();
  const cache = useQueryClient();
  const [step, setStep] = useState(0);
  const [given, setGiven] = useState<Record<string, string>>({
    token: new URLSearchParams(location.hash.slice(1)).get('token') ?? '',
  });
  const [country, setCountry] = useState('');

  const finish = useMutation({
    mutationFn: async (form: Record<string, string>) => {
      const { token = '', ar = '', en = '', name, email, password } = form;
      const names = { ...(ar && { ar }), ...(en && { en }) };
      await ask('POST', '/setup', {
        token: token.trim(),
        hub: { name: (language === 'ar' && ar) || en || ar, names, ...(country && { country }) },
        administrator: { name, email, password, language },
      });
      await ask('POST', '/session', { email, password });
    },
    onSuccess: async () => {
      await cache.fetchQuery({ ...hubQuery, staleTime: 0 });
      await cache.fetchQuery({ ...sessionQuery, staleTime: 0 });
      await navigate({ to: '/', replace: true });
    },
  });

  const at = steps[step] ?? 'language';
  return (
    <Door>
      <Form
        className="door-form"
        key={at}
        onSubmit={(event) => {
          event.preventDefault();
          const all = { ...given, ...valuesOf(event.currentTarget) };
          setGiven(all);
          if (step < steps.length - 1) setStep(step + 1);
          else finish.mutate(all);
        }}
      >
        <ol className="steps" aria-label={t('set-up.step', { step: step + 1, steps: steps.length })}>
          {steps.map((name, index) => (
            <li key={name} data-reached={index <= step || undefined} />
          ))}
        </ol>
        {step === 0 && (
          <>
            <div>
              <h1>{t('set-up.title')}</h1>
              <p className="quiet">{t('set-up.lead')}</p>
            </div>
            <PickOne<Language>
              label={t('set-up.language')}
              value={language}
              onChange={setLanguage}
              options={[
                { value: 'ar', said: <span lang="ar">{t('language.ar')}</span> },
                { value: 'en', said: <span lang="en">{t('language.en')}</span> },
              ]}
            />
            <p className="hint">{t('set-up.language.hint')}</p>
          </>
        )}
        {step === 1 && (
          <>
            <div>
              <h1>{t('set-up.hub')}</h1>
              <p className="quiet">{t('set-up.hub.hint')}</p>
            </div>
            <Field
              label={t('set-up.name.ar')}
              name="ar"
              defaultValue={given['ar'] ?? ''}
              isRequired={language === 'ar'}
            />
            <Field
              label={t('set-up.name.en')}
              name="en"
              defaultValue={given['en'] ?? ''}
              isRequired={language === 'en'}
            />
            <Choice
              label={t('set-up.country')}
              value={country}
              options={countryChoices(language)}
              onChange={setCountry}
            />
          </>
        )}
        {step === 2 && (
          <>
            <div>
              <h1>{t('set-up.administrator')}</h1>
              <p className="quiet">{t('set-up.administrator.hint')}</p>
            </div>
            {finish.error && <Failure error={finish.error} />}
            <Field label={t('field.your-name')} name="name" autoComplete="name" isRequired />
            <Field label={t('field.email')} name="email" type="email" autoComplete="username" isRequired machine />
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
            <Field
              label={t('set-up.token')}
              name="token"
              hint={t('set-up.token.hint')}
              defaultValue={given['token'] ?? ''}
              autoComplete="off"
              isRequired
              machine
            />
          </>
        )}
        <div className="row spread">
          {step > 0 ? (
            <Button kind="plain" onPress={() => setStep(step - 1)}>
              {t('back')}
            </Button>
          ) : (
            <span />
          )}
          <Button type="submit" kind="primary" isDisabled={finish.isPending}>
            {t(step === steps.length - 1 ? 'set-up.finish' : 'next')}
          </Button>
        </div>
      </Form>
    </Door>
  );
}
