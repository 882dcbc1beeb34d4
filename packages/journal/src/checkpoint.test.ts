import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatCheckpoint, parseCheckpoint, signCheckpoint, verifyCheckpoint } from './checkpoint.ts';
import { generateNoteKeys, parseSignerKey, parseVerifierKey, type NoteSigner, type NoteVerifier } from './note-key.ts';
import { signNote, verifyNote } from './signed-note.ts';

/** The example key pair and note of the documentation of Go's golang.org/x/mod/sumdb/note. */
const GO_SIGNER = 'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz';
const GO_VERIFIER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const GO_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const GO_NOTE = `${GO_TEXT}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;

const EXAMPLE = `example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
`;

async function newKeys(name: string): Promise<{ signer: NoteSigner; verifier: NoteVerifier }> {
  const keys = await generateNoteKeys(name);
  assert.ok(keys.ok);
  const signer = await parseSignerKey(keys.value.signerKey);
  const verifier = parseVerifierKey(keys.value.verifierKey);
  assert.ok(signer.ok && verifier.ok);
  return { signer: signer.value, verifier: verifier.value };
}

test("Go's note: its key signs the same bytes, its note verifies", async () => {
  const signer = await parseSignerKey(GO_SIGNER);
  const verifier = parseVerifierKey(GO_VERIFIER);
  assert.ok(signer.ok && verifier.ok);
  assert.equal(await signNote(GO_TEXT, [signer.value]), GO_NOTE);
  assert.deepEqual(await verifyNote(GO_NOTE, [verifier.value]), { ok: true, value: GO_TEXT });
});

test("the specification's example is read", () => {
  const parsed = parseCheckpoint(EXAMPLE);
  assert.ok(parsed.ok);
  const { checkpoint, signatures } = parsed.value;
  assert.equal(checkpoint.origin, 'example.com/behind-the-sofa');
  assert.equal(checkpoint.size, 20_852_163);
  assert.equal(Buffer.from(checkpoint.root).toString('base64'), 'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=');
  assert.equal(signatures.length, 1);
  assert.ok(EXAMPLE.startsWith(formatCheckpoint(checkpoint)));
});

test('any checkpoint comes back as it was signed, and no changed character passes', async () => {
  const { signer, verifier } = await newKeys('hub.example/journal');
  const checkpoint = fc.record(
    {
      origin: fc.stringMatching(/^[a-z./]{1,20}$/),
      size: fc.maxSafeNat(),
      root: fc.uint8Array({ minLength: 32, maxLength: 32 }),
    },
    { noNullPrototype: true },
  );
  await fc.assert(
    fc.asyncProperty(checkpoint, fc.nat(), async (value, at) => {
      const note = await signCheckpoint(value, signer);
      assert.deepEqual(await verifyCheckpoint(note, verifier), { ok: true, value });
      const place = at % note.length;
      const spoiled = note.slice(0, place) + (note[place] === 'A' ? 'B' : 'A') + note.slice(place + 1);
      assert.ok(!(await verifyCheckpoint(spoiled, verifier)).ok, JSON.stringify(spoiled));
    }),
    { numRuns: 100 },
  );
});

test('unknown signatures are ignored, a wrong one of a known key spoils the note', async () => {
  const log = await newKeys('hub.example/journal');
  const witness = await newKeys('witness.example');
  const value = { origin: 'hub.example/journal', size: 3, root: new Uint8Array(32) };
  const note = await signCheckpoint(value, log.signer, witness.signer);
  assert.ok((await verifyCheckpoint(note, log.verifier)).ok);
  assert.ok((await verifyCheckpoint(note, witness.verifier)).ok);
  const stranger = await newKeys('hub.example/journal');
  const unsigned = await verifyCheckpoint(note, stranger.verifier);
  assert.equal(unsigned.ok ? '' : unsigned.issues[0]?.code, 'note-unsigned');
  const changed = await verifyCheckpoint(note.replace('\n3\n', '\n4\n'), log.verifier);
  assert.equal(changed.ok ? '' : changed.issues[0]?.code, 'note-signature');
});

test('keys of another name, another kind or a mistyped hash are refused', async () => {
  const code = (result: { ok: boolean; issues?: { code: string }[] }) => result.issues?.[0]?.code;
  for (const key of [
    '',
    'PeterNeumann',
    GO_VERIFIER.replace('PeterNeumann', 'PeterPan'),
    GO_VERIFIER.replace('c74f20a3', 'c74f20a4'),
    GO_VERIFIER.replace('+ARpc', '+AhpC'),
    GO_VERIFIER.slice(0, -4),
  ]) {
    assert.equal(code(parseVerifierKey(key)), 'note-key', key);
  }
  assert.equal(code(await parseSignerKey(GO_VERIFIER)), 'note-key');
  assert.equal(code(await parseSignerKey(GO_SIGNER.replace('c74f20a3', '00000000'))), 'note-key');
  assert.equal(code(await generateNoteKeys('two words')), 'note-key');
  assert.equal(code(await generateNoteKeys('a+b')), 'note-key');
});

test('each malformed checkpoint is refused at its line', () => {
  const [text = '', signature = ''] = EXAMPLE.split('\n\n');
  const [origin = '', size = '', root = ''] = text.split('\n');
  const whole = (...lines: string[]) => `${lines.join('\n')}\n\n${signature}`;
  const cases: [note: string, place: string][] = [
    [whole('', size, root), '1:1'],
    [whole(origin, '020', root), '2:1'],
    [whole(origin, '-1', root), '2:1'],
    [whole(origin, '9007199254740993', root), '2:1'],
    [whole(origin, size), '3:1'],
    [whole(origin, size, root.slice(4)), '3:1'],
    [whole(origin, size, `${root.slice(0, -2)}J=`), '3:1'],
    [whole(origin, size, root, '', 'more'), '4:1'],
    [whole(origin, `${size}\r`, root), '2:1'],
    [EXAMPLE.slice(0, -1), '5:1'],
    [EXAMPLE.replace('— ', '- '), '5:1'],
    [EXAMPLE.replace('sofa Az', 'sofa  Az'), '5:1'],
    [`${text}\n`, ''],
  ];
  for (const [note, place] of cases) {
    const parsed = parseCheckpoint(note);
    assert.equal(parsed.ok ? 'read' : parsed.issues[0]?.path, place, JSON.stringify(note));
  }
  assert.ok(parseCheckpoint(whole(origin, size, root, 'an extension')).ok);
});

test('no text makes the parsers throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      parseCheckpoint(text);
      parseCheckpoint(`${text}\n\n— a AAAAAAA=\n`);
      parseVerifierKey(text);
    }),
  );
});
