import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Key } from '../observable/key.ts';
import { writeValue } from '../observable/normalise.ts';
import type { ObservableType } from '../observable/type.ts';
import { WarninglistJudge } from './judge.ts';
import { SPECIAL_VALUES } from './special-values.ts';
import type { Warninglist, WarninglistKind } from './warninglist.ts';
import { parseWarninglist } from './warninglist.ts';

function judgeOf(...lists: Warninglist[]): WarninglistJudge {
  const judge = new WarninglistJudge(1);
  for (const list of lists) for (const _ of judge.load(list)) continue;
  return judge;
}

function entryFor(judge: WarninglistJudge, type: ObservableType, text: string): string | undefined {
  const key = new Key(1);
  assert.ok(writeValue(key, type, text), `${text} is no ${type}`);
  return judge.judge(key)?.entry;
}

const list = (type: WarninglistKind, entries: string[], attributes?: string[]): Warninglist => ({
  name: 'list',
  type,
  list: entries,
  ...(attributes ? { matching_attributes: attributes } : {}),
});

test('an exact list never stands for what is below its names', () => {
  const judge = judgeOf(list('string', ['google.com', '.google.ad', 'AAA']));
  assert.equal(entryFor(judge, 'domain', 'GOOGLE.com.'), 'google.com');
  assert.equal(entryFor(judge, 'domain', 'google.ad'), 'google.ad');
  for (const name of ['evil.google.com', 'google.com.evil.net', 'sites.google.ad', 'x.aaa'])
    assert.equal(entryFor(judge, 'domain', name), undefined);
});

test('an exact list of sites stands for their front page, not for pages below', () => {
  const judge = judgeOf(list('string', ['moz.com'], ['hostname', 'domain', 'url']));
  assert.equal(entryFor(judge, 'url', 'https://moz.com/'), 'moz.com');
  assert.equal(entryFor(judge, 'url', 'moz.com/'), 'moz.com');
  assert.equal(entryFor(judge, 'url', 'https://moz.com/malware.exe'), undefined);
  assert.equal(entryFor(judge, 'url', 'https://moz.com/?q'), undefined);
});

test('a hostname list stands for a host and all below it, on whole labels', () => {
  const judge = judgeOf(list('hostname', ['dyn.example', '.dots.example', 'xn--mgbh0fb.example'], ['domain', 'url']));
  assert.equal(entryFor(judge, 'domain', 'a.b.dyn.example'), 'dyn.example');
  assert.equal(entryFor(judge, 'domain', 'dots.example'), 'dots.example');
  assert.equal(entryFor(judge, 'domain', 'a.مثال.example'), 'xn--mgbh0fb.example');
  assert.equal(entryFor(judge, 'url', 'http://a.dyn.example:8080/x'), 'dyn.example');
  assert.equal(entryFor(judge, 'domain', 'notdyn.example'), undefined);
  assert.equal(entryFor(judge, 'domain', 'dyn.example.evil.com'), undefined);
});

test('ranges hold addresses, smaller ranges, mapped addresses and addresses with a port, but no larger ranges', () => {
  const judge = judgeOf(list('cidr', ['45.77.0.0/16', '91.198.174.192', '2a00:1450::/32']));
  for (const text of [
    '45.77.3.4',
    '45.77.3.0/24',
    '45.77.0.0/16',
    '45.77.3.4|443',
    '45.77.3.4:443',
    '::ffff:45.77.3.4',
  ])
    assert.equal(entryFor(judge, 'ipv4', text), '45.77.0.0/16', text);
  assert.equal(entryFor(judge, 'ipv4', '91.198.174.192/32'), '91.198.174.192');
  assert.equal(entryFor(judge, 'ipv6', '[2a00:1450::1]:443'), '2a00:1450::/32');
  assert.equal(entryFor(judge, 'url', 'http://45.77.3.4/x'), '45.77.0.0/16');
  for (const text of ['45.78.0.1', '45.76.0.0/15', '91.198.174.193'])
    assert.equal(entryFor(judge, 'ipv4', text), undefined);
});

test('a list speaks about the attributes it names only', () => {
  const judge = judgeOf(list('string', ['evil.com'], ['hostname']), list('cidr', ['45.77.0.0/16'], ['ip-dst|port']));
  assert.equal(entryFor(judge, 'file-name', 'evil.com'), undefined);
  assert.equal(entryFor(judge, 'domain', 'evil.com'), 'evil.com');
  assert.equal(entryFor(judge, 'url', 'http://45.77.3.4/'), undefined);
  assert.equal(entryFor(judge, 'ipv4', '45.77.3.4'), '45.77.0.0/16');
});

test('substrings and regular expressions are tried on the normal form', () => {
  const judge = judgeOf(
    list('substring', ['.In-Addr.arpa']),
    list('regex', ['/^ns\\d+\\.provider\\./i', '^updates?\\.vendor\\.']),
  );
  assert.equal(entryFor(judge, 'domain', '1.2.10.in-addr.ARPA'), '.In-Addr.arpa');
  assert.equal(entryFor(judge, 'domain', 'NS12.provider.net'), '/^ns\\d+\\.provider\\./i');
  assert.equal(entryFor(judge, 'domain', 'update.vendor.io'), '^updates?\\.vendor\\.');
  assert.equal(entryFor(judge, 'domain', 'evil.net'), undefined);
});

test('a hostile regular expression takes no time', () => {
  const judge = judgeOf(list('regex', ['^(a+)+$']));
  assert.equal(entryFor(judge, 'domain', `${'a'.repeat(60)}.example`), undefined);
});

const stray: readonly (readonly [WarninglistKind, string])[] = [
  ['substring', 'e'],
  ['substring', '.com'],
  ['substring', 'http'],
  ['substring', '   '],
  ['hostname', 'com'],
  ['hostname', '.sa'],
  ['hostname', 'co.uk'],
  ['hostname', 'com.sa'],
  ['cidr', '0.0.0.0/0'],
  ['cidr', '45.0.0.0/4'],
  ['cidr', '::/0'],
  ['cidr', '2000::/3'],
  ['cidr', 'not a range'],
  ['regex', '.*'],
  ['regex', 'a?'],
  ['regex', '\\.'],
  ['regex', '(unclosed'],
  ['regex', '(?<=x)y'],
  ['string', ''],
];

test('a stray entry does not hold everything back, and is reported', () => {
  for (const [kind, entry] of stray) {
    const judge = judgeOf(list(kind, [entry]));
    assert.equal(judge.entries, 0, `${kind} ${entry}`);
    assert.equal(judge.refused[0]?.entry, entry);
    for (const [type, text] of [
      ['domain', 'evil.com'],
      ['ipv4', '45.77.3.4'],
      ['ipv6', '2a00:1450::1'],
      ['url', 'http://evil.co.uk/'],
    ] as const)
      assert.equal(entryFor(judge, type, text), undefined);
  }
});

test('special values are known', () => {
  const judge = judgeOf(...Object.values(SPECIAL_VALUES));
  assert.equal(judge.refused.length, 0);
  const known: readonly (readonly [ObservableType, string])[] = [
    ['ipv4', '10.1.2.3'],
    ['ipv4', '192.168.0.0/24'],
    ['ipv4', '127.0.0.1'],
    ['ipv4', '169.254.1.1'],
    ['ipv4', '239.1.1.1'],
    ['ipv4', '100.64.0.1'],
    ['ipv4', '203.0.113.9'],
    ['ipv4', '8.8.8.8'],
    ['ipv4', '255.255.255.255'],
    ['ipv6', 'fe80::1'],
    ['ipv6', 'fd00::1'],
    ['ipv6', 'ff02::1'],
    ['ipv6', '2001:db8::1'],
    ['ipv6', '::1'],
    ['ipv6', '2606:4700:4700::1111'],
    ['md5', 'D41D8CD98F00B204E9800998ECF8427E'],
    ['sha256', '275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f'],
  ];
  for (const [type, text] of known) assert.ok(entryFor(judge, type, text), text);
  assert.equal(entryFor(judge, 'ipv4', '45.77.3.4'), undefined);
});

test('a list of another shape is an issue', () => {
  assert.ok(parseWarninglist({ name: 'n', type: 'string', list: ['a'] }).ok);
  for (const bad of [
    undefined,
    null,
    3,
    {},
    { name: 'n', type: 'other', list: [] },
    { name: 'n', type: 'string', list: [3] },
  ])
    assert.ok(!parseWarninglist(bad).ok);
});

const published = join(
  process.env['SANAD_SHARED'] ?? join(import.meta.dirname, '../../../../../shared'),
  'data',
  'warninglists',
);

test(
  'each entry of the published lists is known by its list or was refused',
  { skip: existsSync(published) ? false : 'published warninglists are not there' },
  () => {
    const guess = (text: string): ObservableType[] =>
      (['ipv4', 'md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'domain', 'url'] as const).filter((type) =>
        writeValue(new Key(1), type, text),
      );
    for (const name of readdirSync(published, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [entry.name] : [],
    )) {
      const parsed = parseWarninglist(JSON.parse(readFileSync(join(published, name, 'list.json'), 'utf8')));
      assert.ok(parsed.ok, name);
      const judge = judgeOf({ ...parsed.value, matching_attributes: [] });
      const refused = new Set(judge.refused.map(({ entry }) => entry));
      assert.ok(
        refused.size < 30,
        `${name} lost ${refused.size} entries, such as ${[...refused].slice(0, 5).join(', ')}`,
      );
      const step = Math.max(1, Math.floor(parsed.value.list.length / 500));
      for (const [index, entry] of parsed.value.list.entries()) {
        if (index % step !== 0 || refused.has(entry)) continue;
        const text = entry.replace(/^\./, '');
        for (const type of guess(text).slice(0, 1))
          assert.ok(entryFor(judge, type, text) !== undefined, `${name}: ${entry}`);
      }
    }
  },
);
