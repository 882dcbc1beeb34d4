import { LONG, gramAt, hash } from './gram.ts';

/** Text that most events of the systems which rules are written for hold; its grams tell little. */
const COMMON = String.raw`
  c:\windows\system32\svchost.exe -k c:\windows\syswow64\ c:\program files\ c:\program files (x86)\ c:\programdata\microsoft\
  c:\users\public\ \appdata\local\temp\ \appdata\roaming\microsoft\windows\ \desktop\ \downloads\ \documents\
  "c:\windows\explorer.exe" powershell.exe cmd.exe /c rundll32.exe .dll conhost.exe services.exe nt authority\system
  hklm\software\microsoft\windows nt\currentversion\ hkey_local_machine\system\currentcontrolset\services\
  http://www. https:// .com/ .microsoft.com sha256= sha1= md5= imphash= security process account name service
  /usr/bin/ /usr/sbin/ /etc/ /var/log/ /bin/bash /bin/sh -c /tmp/ /home/ --type= user= username
`;
/** How many needles a common gram counts for. */
const COMMON_WEIGHT = 200;

/** How often grams occur in the needles, by hash: the guide to which part of a needle is rare. */
export class GramCounts {
  readonly #counts = new Uint16Array(1 << 16);

  constructor() {
    for (let times = 0; times < COMMON_WEIGHT; times += 1) this.add(COMMON);
  }

  add(text: string): void {
    for (let at = 0; at + LONG <= text.length; at += 1) {
      const slot = hash(gramAt(text, at, LONG)) >>> 16;
      this.#counts[slot] = Math.min(65_535, (this.#counts[slot] ?? 0) + 1);
    }
  }

  of(gram: number): number {
    return this.#counts[hash(gram) >>> 16] ?? 0;
  }
}
