import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { Button, Choice, Field } from '../../design/controls.tsx';
import { PickSome } from '../../design/pickers.tsx';
import { Secret } from '../../design/secret.tsx';
import { Empty, Failure, State, Window } from '../../design/surfaces.tsx';
import { ask } from '../../hub/client.ts';
import { tokensQuery } from '../../hub/queries.ts';
import { useLanguage } from '../../language/language.tsx';
import { Moment } from '../../language/moment.tsx';
import { say } from '../../shell/toasts.tsx';
import { valuesOf } from '../form-values.ts';

const scopes = ['read', 'write', 'manage'] as const;
type Scope = (typeof scopes)[number];

/** Tokens by which programs act for the reader. */
export function Tokens() {
  const { t, term } = useLanguage();
  const cache = useQueryClient();
  const [open, setOpen] = useState(false);
  const { data, error } = useQuery(tokensQuery);
  const revoke = useMutation({
    mutationFn: ({ id }: { id: string; name: string }) => ask('DELETE', `/tokens/${id}`),
    onSuccess: async (_, { name }) => {
      await cache.invalidateQueries(tokensQuery);
      say(t('token.revoked', { name }));
    },
  });
  const make = (
    <div>
      <Button kind="primary" onPress={() => setOpen(true)}>
        {t('token.new')}
      </Button>
    </div>
  );
  return (
    <div className="stack">
      {(error ?? revoke.error) && <Failure error={error ?? revoke.error ?? new Error()} />}
      {data?.length === 0 ? (
        <Empty title={t('token.empty')} hint={t('token.empty.hint')}>
          {make}
        </Empty>
      ) : (
        make
      )}
      {data && data.length > 0 && (
        <div className="table-frame">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t('field.name')}</th>
                <th scope="col">{t('token.scopes')}</th>
                <th scope="col">{t('token.expires')}</th>
                <th scope="col">{t('token.last-used')}</th>
                <th scope="col">{t('token.revoke')}</th>
              </tr>
            </thead>
            <tbody>
              {data.map((one) => (
                <tr key={one.id}>
                  <td>
                    <bdi>{one.name}</bdi>
                  </td>
                  <td>{one.scopes.map((scope) => term('token.scope', scope)).join(' · ')}</td>
                  <td>
                    <Moment at={one.expires} short />
                  </td>
                  <td>{one.lastUsed ? <Moment at={one.lastUsed} short /> : t('token.never-used')}</td>
                  <td>
                    {one.revoked ? (
                      <State kind="quiet">{t('token.is-revoked')}</State>
                    ) : (
                      <Button kind="danger" onPress={() => revoke.mutate(one)}>
                        {t('token.revoke')}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {open && <TokenWindow onClose={() => setOpen(false)} />}
    </div>
  );
}

/** Makes a token, and shows its secret this once. It is kept nowhere in the browser. */
function TokenWindow({ onClose }: { onClose: () => void }) {
  const { t } = useLanguage();
  const cache = useQueryClient();
  const [chosen, setChosen] = useState<Scope[]>(['read']);
  const [days, setDays] = useState('90');
  const make = useMutation({
    mutationFn: ({ name }: Record<string, string>) =>
      ask<{ secret: string }>('POST', '/tokens', { name, scopes: chosen, days: Number(days) }),
    onSuccess: () => cache.invalidateQueries(tokensQuery),
    gcTime: 0,
  });
  const secret = make.data?.secret;
  return (
    <Window title={t('token.new')} onClose={onClose}>
      {secret ? (
        <Secret hint={t('token.secret')} secret={secret} onDone={onClose} />
      ) : (
        <Form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            make.mutate(valuesOf(event.currentTarget));
          }}
        >
          <Field label={t('field.name')} name="name" isRequired />
          <PickSome<Scope>
            label={t('token.scopes')}
            value={chosen}
            onChange={setChosen}
            options={scopes.map((value) => ({ value, said: t(`token.scope.${value}`) }))}
          />
          <Choice
            label={t('token.days')}
            value={days}
            onChange={setDays}
            options={['7', '30', '90', '365'].map(
              (one) => [one, t('token.days.value', { count: Number(one) })] as const,
            )}
          />
          {make.error && <Failure error={make.error} />}
          <div className="dialog-foot">
            <Button kind="plain" onPress={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" kind="primary" isDisabled={make.isPending || chosen.length === 0}>
              {t('token.new')}
            </Button>
          </div>
        </Form>
      )}
    </Window>
  );
}
