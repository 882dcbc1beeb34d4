import { Link, type ErrorComponentProps } from '@tanstack/react-router';
import { Failure, Empty } from '../design/surfaces.tsx';
import { useLanguage } from '../language/language.tsx';

/** Nothing is at this address. */
export function MissingPage() {
  const { t } = useLanguage();
  return (
    <main className="main">
      <Empty title={t('state.page-missing')} hint={t('state.page-missing.hint')}>
        <Link className="button" to="/">
          {t('go.home')}
        </Link>
      </Empty>
    </main>
  );
}

/** A page could not be shown. */
export function FailedPage({ error, reset }: ErrorComponentProps) {
  return (
    <main className="main">
      <Failure error={error instanceof Error ? error : new Error(String(error))} retry={reset} />
    </main>
  );
}
