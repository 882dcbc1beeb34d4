import { useLanguage } from '../language/language.tsx';
import { say } from '../shell/toasts.tsx';
import { Button } from './controls.tsx';

/** Something that is shown this once, to be copied, and then to be done with. */
export function Secret({ hint, secret, onDone }: { hint: string; secret: string; onDone: () => void }) {
  const { t } = useLanguage();
  return (
    <div className="stack">
      <p className="notice">{hint}</p>
      <div className="secret">
        <bdi dir="ltr" className="code">
          {secret}
        </bdi>
        <Button onPress={() => void navigator.clipboard.writeText(secret).then(() => say(t('copied')))}>
          {t('copy')}
        </Button>
      </div>
      <div className="dialog-foot">
        <Button kind="primary" onPress={onDone}>
          {t('done')}
        </Button>
      </div>
    </div>
  );
}
