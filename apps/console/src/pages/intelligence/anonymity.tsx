import { useMutation } from '@tanstack/react-query';
import { Button, Choice } from '../../design/controls.tsx';
import { PickSome } from '../../design/pickers.tsx';
import { Failure } from '../../design/surfaces.tsx';
import { ask } from '../../hub/client.ts';
import { useLanguage } from '../../language/language.tsx';
import { harmless } from '../../language/moment.tsx';

/** What stays of something that is published without a name. */
export interface Anonymity {
  readonly keep: readonly ('name' | 'description')[];
  readonly times: 'hour' | 'day' | 'month';
}

/** Chooses what stays, and shows just what others would read, as the hub rewrites it; nothing is sent on. */
export function AnonymityPart({
  value,
  onChange,
  objects,
}: {
  value: Anonymity;
  onChange: (value: Anonymity) => void;
  /** The objects as written so far; undefined while they are not whole. */
  objects: () => readonly unknown[] | undefined;
}) {
  const { t } = useLanguage();
  const preview = useMutation({
    mutationFn: () => ask<{ objects: unknown[] }>('POST', '/anonymous/preview', { ...value, objects: objects() }),
  });
  return (
    <div className="stack">
      <p className="hint">{t('submit.anonymous.hint')}</p>
      <PickSome
        label={t('submit.anonymous.keep')}
        value={value.keep}
        onChange={(keep) => onChange({ ...value, keep })}
        options={[
          { value: 'name', said: t('submit.name') },
          { value: 'description', said: t('submit.description') },
        ]}
      />
      <Choice
        label={t('submit.anonymous.times')}
        value={value.times}
        onChange={(times) => onChange({ ...value, times })}
        options={(['hour', 'day', 'month'] as const).map((one) => [one, t(`submit.anonymous.times.${one}`)] as const)}
      />
      <div>
        <Button onPress={() => preview.mutate()} isDisabled={!objects()}>
          {t('submit.anonymous.preview')}
        </Button>
      </div>
      {preview.error && <Failure error={preview.error} />}
      {preview.data && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a part that scrolls has to be reached by keys
        <pre className="original" dir="ltr" tabIndex={0}>
          {harmless(JSON.stringify(preview.data.objects, null, 2))}
        </pre>
      )}
    </div>
  );
}
