import { parseCheckpoint } from '@sanad/journal';
import { Command } from 'commander';
import { Failure } from '../failure.ts';
import { hubClient } from '../hub/client.ts';
import { keepPin, readPin } from '../journal/pins.ts';
import { verifyRemote } from '../journal/verify-remote.ts';
import { processOutput, type Output } from '../output.ts';
import { local } from './backup.ts';

interface Options {
  readonly local?: boolean;
  readonly object: string[];
  readonly key?: string;
  readonly json?: boolean;
}

/** `sanad journal`: proof that nothing was changed. */
export function journalCommand(): Command {
  const journal = new Command('journal').description('proof that nothing that the hub accepted was changed');
  journal
    .command('verify')
    .description(
      "check the hub's journal from outside: signature, that it begins as it did before, given objects; or with --local all of the database",
    )
    .option(
      '--object <id>',
      'prove that this object is in it as it is shown (may be repeated)',
      (id, all: string[]) => [...all, id],
      [],
    )
    .option(
      '--key <key>',
      "the hub's verifier key, got from the hub's people; otherwise the key of the first time is held to",
    )
    .option('--local', 'check every entry and record in the database of this installation (DATABASE_URL or SANAD_DATA)')
    .action(async (options: Options) => {
      const output = processOutput(options.json === true);
      await (options.local ? verifyHere(output) : verifyThere(output, options));
    });
  journal
    .command('checkpoint')
    .description("the hub's newest signed checkpoint (C2SP tlog-checkpoint), to be kept elsewhere or shown to others")
    .action(async (options: { json?: boolean }) => {
      const told = await hubClient().call<{ checkpoint: string; verifierKey: string }>('GET', '/journal/checkpoint');
      const parsed = parseCheckpoint(told.checkpoint);
      if (!parsed.ok) throw new Failure(1, 'The hub answered no checkpoint.', parsed.issues);
      const { origin, size, root } = parsed.value.checkpoint;
      const value = { ...told, origin, size, root: Buffer.from(root).toString('base64') };
      processOutput(options.json === true).result(value, `${told.checkpoint}\nVerifier key: ${told.verifierKey}`);
    });
  return journal;
}

async function verifyThere(output: Output, { object, key }: Options): Promise<void> {
  const hub = hubClient();
  const { url } = hub.profile;
  const seen = readPin(url);
  const pinned = key ? { ...seen, verifierKey: key } : seen;
  const { sortableVersion } = await import('@sanad/hub/journal');
  const { proofs, checkpoint, pin } = await verifyRemote(hub, pinned, object, sortableVersion);
  const ok = proofs.every((proof) => proof.ok);
  // A checkpoint that doesn't hold is not what the next one is measured by.
  if (ok) keepPin(url, pin);
  if (ok && !pinned)
    output.remark(
      `First look at this journal: its key is held to from now on.\n  ${pin.verifierKey}\nCompare it with what the hub's people say.`,
    );
  const value = {
    ok,
    size: checkpoint?.size ?? null,
    root: checkpoint ? Buffer.from(checkpoint.root).toString('base64') : null,
    verifierKey: pin.verifierKey,
    proofs,
  };
  output.result(
    value,
    proofs
      .map(
        (proof) => `${proof.ok ? 'proven ' : 'NOT PROVEN '} ${proof.what}${proof.because ? `: ${proof.because}` : ''}`,
      )
      .join('\n'),
  );
  if (!ok) process.exitCode = 1;
}

async function verifyHere(output: Output): Promise<void> {
  const { localDatabase } = await import('@sanad/hub/backup');
  const { openDatabase, verifyJournal } = await import('@sanad/hub/journal');
  const { readConfig } = await import('@sanad/hub/installation');
  const server = await local(() => localDatabase(readConfig(process.env)));
  const database = openDatabase(server.url, 2);
  const progress = output.progress('checking entries');
  try {
    const found = await local(() => verifyJournal(database, (done) => progress.to(done)));
    progress.end();
    const ok = found.discrepancies.length === 0;
    const lines = found.discrepancies.map(
      ({ index, what }) => `  ${index < 0 ? 'journal' : `entry ${index}`}: ${what}`,
    );
    const head = `${found.leaves.toLocaleString('en')} entries, root ${found.root}: ${ok ? 'whole, and every record is as its entry says' : 'NOT as it was'}`;
    output.result({ ok, ...found }, [head, ...lines].join('\n'));
    if (!ok) process.exitCode = 1;
  } finally {
    progress.end();
    await database.destroy();
    await server.close();
  }
}
