import { useMutation } from '@tanstack/react-query';
import { Button } from '../../design/controls.tsx';
import { Failure, State } from '../../design/surfaces.tsx';
import { useLanguage } from '../../language/language.tsx';

/** Proves in the reader's own browser that this write is in the journal. */
export function ProofInJournal({ added }: { added: number }) {
  const { t, number } = useLanguage();
  const prove = useMutation({ mutationFn: async () => (await import('../../journal/check.ts')).proveWrite(added) });
  if (prove.error) return <Failure error={prove.error} retry={() => prove.mutate()} />;
  if (!prove.isSuccess) {
    return (
      <Button onPress={() => prove.mutate()} isDisabled={prove.isPending}>
        {t('object.journal.check')}
      </Button>
    );
  }
  if (!prove.data) return <State kind="bad">{t('object.journal.failed')}</State>;
  const { index, size } = prove.data;
  return (
    <p className="notice" data-kind="good" role="status">
      {t('object.journal.proven', { index: number(index + 1), size: number(size) })}
    </p>
  );
}
