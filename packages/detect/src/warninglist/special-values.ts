import type { Warninglist } from './warninglist.ts';

/** The groups of values that are never a threat by themselves. */
export type SpecialValues =
  | 'private'
  | 'loopback'
  | 'link-local'
  | 'multicast'
  | 'carrier'
  | 'documentation'
  | 'reserved'
  | 'resolvers'
  | 'empty-file'
  | 'eicar';

const cidr = (name: string, list: readonly string[]): Warninglist => ({ name, type: 'cidr', list });
const exact = (name: string, list: readonly string[]): Warninglist => ({ name, type: 'string', list });

/** Warninglists that are always there unless a group is switched off; ranges from the IANA special-purpose registries. */
export const SPECIAL_VALUES: Readonly<Record<SpecialValues, Warninglist>> = {
  private: cidr('special: private networks (RFC 1918, RFC 4193)', [
    '10.0.0.0/8',
    '172.16.0.0/12',
    '192.168.0.0/16',
    'fc00::/7',
  ]),
  loopback: cidr('special: this host and network (RFC 1122, RFC 4291)', [
    '127.0.0.0/8',
    '0.0.0.0/8',
    '::1/128',
    '::/128',
  ]),
  'link-local': cidr('special: link-local (RFC 3927, RFC 4291)', ['169.254.0.0/16', 'fe80::/10']),
  multicast: cidr('special: multicast and broadcast (RFC 5771, RFC 4291)', [
    '224.0.0.0/4',
    '255.255.255.255/32',
    'ff00::/8',
  ]),
  carrier: cidr('special: carrier-grade NAT (RFC 6598)', ['100.64.0.0/10']),
  documentation: cidr('special: documentation (RFC 5737, RFC 3849, RFC 9637)', [
    '192.0.2.0/24',
    '198.51.100.0/24',
    '203.0.113.0/24',
    '2001:db8::/32',
    '3fff::/20',
  ]),
  reserved: cidr('special: reserved and benchmarking (RFC 1112, RFC 2544, RFC 6890)', [
    '240.0.0.0/4',
    '198.18.0.0/15',
    '192.0.0.0/24',
  ]),
  resolvers: cidr(
    'special: public resolvers',
    `8.8.8.8 8.8.4.4 2001:4860:4860::8888 2001:4860:4860::8844
     1.1.1.1 1.0.0.1 2606:4700:4700::1111 2606:4700:4700::1001
     9.9.9.9 149.112.112.112 2620:fe::fe 2620:fe::9
     208.67.222.222 208.67.220.220 2620:119:35::35 2620:119:53::53
     94.140.14.14 94.140.15.15 76.76.2.0 76.76.10.0 185.228.168.9 185.228.169.9`.split(/\s+/),
  ),
  'empty-file': exact('special: hashes of the empty file', [
    'd41d8cd98f00b204e9800998ecf8427e',
    'da39a3ee5e6b4b0d3255bfef95601890afd80709',
    'd14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f',
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da274edebfe76f65fbd51ad2f14898b95b',
    'cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e',
  ]),
  eicar: exact('special: hashes of the EICAR test file', [
    '44d88612fea8a8f36de82e1278abb02f',
    '3395856ce81f2b7382dee72602f798b642f14140',
    'b42ec8b47deb2dc75edebd01132d63f8e8d4cd08e5d26d8bd366bdc5',
    '275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f',
    '038f2e50e33dacef50d7e503b45c3525fcdbe89a823f9c4417d7c13e8e96a53dd6bd6d7fcc91189c5cda7253f4455106',
    'cc805d5fab1fd71a4ab352a9c533e65fb2d5b885518f4e565e68847223b8e6b85cb48f3afad842726d99239c9e36505c64b0dc9a061d9e507d833277ada336ab',
  ]),
};
