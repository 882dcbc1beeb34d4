import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Form } from 'react-aria-components';
import { Button, Field } from '../design/controls.tsx';
import { Failure } from '../design/surfaces.tsx';
import { ask } from '../hub/client.ts';
import { hubQuery, sessionQuery } from '../hub/queries.ts';
import { useLanguage } from '../language/language.tsx';
import { Door } from './door.tsx';
import { valuesOf } from './form-values.ts';

const route = getRouteApi('/sign-in');

/** Signing in with e-mail and password. The session's secret is in a cookie that scripts can't read. */
export function SignInPage() {
  const { t, named } = useLanguage();
  const { to, ended } = route.useSearch();
  const navigate = useNavigate();
  const cache = useQueryClient();
  const { data: hub } = useQuery(hubQuery);
  const signIn = useMutation({
    mutationFn: (form: Record<string, string>) =>
      ask('POST', '/session', { email: form['email'], password: form['password'] }),
    onSuccess: async () => {
      await cache.fetchQuery({ ...sessionQuery, staleTime: 0 });
      await navigate({ href: to ?? '/' });
    },
  });
  return (
    <Door>
      <Form
        className="door-form"
        onSubmit={(event) => {
          event.preventDefault();
          signIn.mutate(valuesOf(event.currentTarget));
        }}
      >
        <h1>{hub?.name ? t('sign-in.to', { hub: named(hub) }) : t('sign-in')}</h1>
        {ended && !signIn.error && <p className="notice">{t('sign-in.ended')}</p>}
        {signIn.error && <Failure error={signIn.error} />}
        <Field label={t('field.email')} name="email" type="email" autoComplete="username" isRequired machine />
        <Field
          label={t('field.password')}
          name="password"
          type="password"
          autoComplete="current-password"
          isRequired
          machine
        />
        <Button type="submit" kind="primary" isDisabled={signIn.isPending}>
          {t('sign-in')}
        </Button>
      </Form>
    </Door>
  );
}
