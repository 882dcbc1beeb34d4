import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { translator, type MessageKey } from '@sanad/i18n';
import { servedHub, type ServedHub } from '@sanad/hub/testing/served';
import type { Browser, Page } from 'playwright-core';
import { inspect, openBrowser, person } from './browser.ts';

const password = 'a long enough pass phrase';
const plain = (text: string): string => text.replaceAll(/[\u2066-\u2069]/g, '');

/** What people of the test are called, in the language in which they write. */
const worlds = {
  ar: {
    names: {
      hub: 'المركز الوطني للأمن السيبراني',
      officer: 'نورة العتيبي',
      party: 'شركة كهرباء الوادي',
      member: 'سالم الحربي',
    },
    community: 'قطاع الطاقة',
    agreement: 'اتفاقية تبادل المعلومات في قطاع الطاقة',
    indicator: 'خادم تحكّم لحملة على محطات التحويل',
    incident: 'انقطاع في محطة التحويل الشرقية',
  },
  en: {
    names: {
      hub: 'National Cyber Security Centre',
      officer: 'Noura Al-Otaibi',
      party: 'Valley Power',
      member: 'Salem Al-Harbi',
    },
    community: 'Energy sector',
    agreement: 'Energy sector exchange',
    indicator: 'Command server of a campaign against substations',
    incident: 'Outage at the eastern substation',
  },
};

let browser: Browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

for (const language of ['ar', 'en'] as const) {
  test(`from first start to what another party reads, in ${language === 'ar' ? 'Arabic' : 'English'}`, async (context) => {
    const hub: ServedHub = await servedHub();
    context.after(() => hub.close());
    const world = worlds[language];
    const { names } = world;
    const say = translator(language, language === 'ar' ? 'arab' : 'latn');
    const t = (key: MessageKey, values?: Record<string, string | number>): string => plain(say(key, values));
    const officer = await person(browser, hub.url, language);
    const operator = await person(browser, hub.url, language);
    const faults: string[] = [];
    const shot = async (page: Page, name: string): Promise<void> => {
      faults.push(...(await inspect(page, `${name}-${language}`)));
    };

    await setUp(officer.page);
    await invite(officer.page);
    await draft(officer.page);
    await join(operator.page);
    await share(operator.page);
    await read(officer.page);
    await withdrawAndUndo(operator.page);
    await administer(officer.page);
    await leave(operator.page);
    assert.deepEqual(faults, [], 'axe finds fault');
    assert.deepEqual([...officer.complaints, ...operator.complaints], []);

    async function setUp(page: Page): Promise<void> {
      await page.goto(`/#token=${hub.token}`);
      await page.getByRole('heading', { name: t('set-up.title') }).waitFor();
      assert.equal(await page.locator('html').getAttribute('dir'), language === 'ar' ? 'rtl' : 'ltr');
      await shot(page, 'set-up');
      await press(page, 'next');
      await page.getByLabel(t(`set-up.name.${language}`)).fill(names.hub);
      await page.getByLabel(t('set-up.country')).selectOption('SA');
      await press(page, 'next');
      await page.getByLabel(t('field.your-name')).fill(names.officer);
      await page.getByLabel(t('field.email')).fill('officer@hub.test');
      await page.getByLabel(t('field.password')).fill(password);
      assert.equal(await page.getByLabel(t('set-up.token')).inputValue(), hub.token);
      await shot(page, 'set-up-administrator');
      await press(page, 'set-up.finish');
      await page.getByRole('heading', { level: 1, name: names.officer }).waitFor();
      await page.getByText(t('home.start.invite'), { exact: true }).waitFor();
      await shot(page, 'home-first');
    }

    async function invite(page: Page): Promise<void> {
      await go(page, 'go.alliances');
      await press(page, 'party.new');
      await page.getByLabel(t(`set-up.name.${language}`)).fill(names.party);
      await page.getByLabel(t('field.name'), { exact: true }).fill(names.member);
      await page.getByLabel(t('field.email')).fill('operator@power.test');
      await page.getByLabel(t('field.password')).fill(password);
      await shot(page, 'party');
      await page
        .getByRole('dialog')
        .getByRole('button', { name: t('party.new') })
        .click();
      await page.getByRole('cell', { name: names.party }).waitFor();
      await shot(page, 'parties');
    }

    async function draft(page: Page): Promise<void> {
      await page.getByRole('link', { name: t('alliances.agreements') }).click();
      await page.getByRole('heading', { name: t('agreement.empty') }).waitFor();
      await shot(page, 'agreements-empty');
      await press(page, 'agreement.new');
      await page.getByLabel(t('field.name'), { exact: true }).fill(world.agreement);
      await page.getByText(names.party, { exact: true }).click();
      await page.getByLabel(t('agreement.communities')).fill(world.community);
      await shot(page, 'agreement');
      await page
        .getByRole('dialog')
        .getByRole('button', { name: t('agreement.new') })
        .click();
      await press(page, 'agreement.assent');
      await page.getByText(t('agreement.state.draft')).waitFor();
    }

    async function join(page: Page): Promise<void> {
      await page.goto('/alliances?part=agreements');
      await page
        .getByRole('heading', { name: t('sign-in') })
        .or(page.getByText(names.hub))
        .first()
        .waitFor();
      await shot(page, 'sign-in');
      await page.getByLabel(t('field.email')).fill('operator@power.test');
      await page.getByLabel(t('field.password')).fill('not the pass phrase');
      await page.getByRole('button', { name: t('sign-in') }).click();
      await page.getByRole('alert').waitFor();
      await page.getByLabel(t('field.password')).fill(password);
      await page.getByRole('button', { name: t('sign-in') }).click();
      await press(page, 'agreement.assent');
      await page.getByText(t('agreement.state.in-force')).waitFor();
      await shot(page, 'agreements');
      await page.getByRole('link', { name: t('alliances.communities') }).click();
      await page.getByRole('heading', { name: world.community }).waitFor();
      await shot(page, 'communities');
    }

    async function share(page: Page): Promise<void> {
      await page.keyboard.press('n');
      await page.getByLabel(t('submit.value')).fill('203.0.113[.]66');
      await page
        .getByText(t('submit.value.is', { kind: t('submit.value.ipv4-addr') }))
        .or(page.locator('.hint'))
        .first()
        .waitFor();
      await page.getByLabel(t('submit.name')).fill(world.indicator);
      const audience = page.locator('.audience');
      await page.getByText('TLP:RED').click();
      await assertAudience([names.party]);
      await page.getByText('TLP:AMBER', { exact: true }).click();
      await page.getByText(world.community, { exact: true }).last().click();
      await assertAudience([names.hub, names.party]);
      await shot(page, 'share');
      const unnamed = page.getByText(t('submit.anonymous'), { exact: true });
      await unnamed.click();
      await press(page, 'submit.anonymous.preview');
      const remains = (await page.locator('.original').textContent()) ?? '';
      assert.match(remains, /203\.0\.113\.66/);
      assert.match(remains, /"created": "[\d-]+T00:00:00/, 'exact times are gone');
      await shot(page, 'share-anonymous');
      await unnamed.click();
      await page.getByRole('button', { name: t('submit.send'), exact: true }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.keyboard.press('n');
      await page.getByText(t('submit.kind.incident')).click();
      await page.getByLabel(t('submit.name')).fill(world.incident);
      await page.getByRole('button', { name: t('submit.send'), exact: true }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await go(page, 'go.intelligence');
      await page.getByRole('link', { name: world.incident }).click();
      await page.getByRole('heading', { level: 1, name: world.incident }).waitFor();

      async function assertAudience(expected: string[]): Promise<void> {
        for (const name of expected) await audience.getByText(name).waitFor();
        await page.waitForFunction(
          (count) => document.querySelectorAll('.audience .tag').length === count,
          expected.length,
        );
      }
    }

    async function read(page: Page): Promise<void> {
      await go(page, 'go.intelligence');
      await page.getByRole('link', { name: world.indicator }).waitFor();
      await shot(page, 'intelligence');
      await page.getByLabel(t('intelligence.value')).fill('203.0.113.66');
      await page.waitForURL(/value=203/);
      await page.getByRole('link', { name: world.indicator }).click();
      await page.getByText("[ipv4-addr:value = '203.0.113.66']", { exact: true }).waitFor();
      await press(page, 'object.journal.check');
      await page.locator('.notice[data-kind=good]').waitFor();
      await shot(page, 'object');
      await page.emulateMedia({ colorScheme: 'dark' });
      await shot(page, 'object-dark');
      await page.emulateMedia({ colorScheme: 'light' });
      await go(page, 'go.home');
      await page.getByRole('link', { name: world.incident }).waitFor();
      await shot(page, 'home');
      await page.setViewportSize({ width: 390, height: 844 });
      await shot(page, 'home-phone');
      const wider = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      assert.equal(wider, false, 'nothing is wider than a phone');
      await page.setViewportSize({ width: 1360, height: 850 });
    }

    async function withdrawAndUndo(page: Page): Promise<void> {
      await press(page, 'object.withdraw');
      await press(page, 'undo');
      await page.getByRole('heading', { level: 1, name: world.incident }).waitFor();
    }

    async function administer(page: Page): Promise<void> {
      await page.keyboard.press('/');
      await page.getByRole('combobox').fill(t('go.administration'));
      await shot(page, 'palette');
      await page.keyboard.press('Enter');
      for (const found of ['administration.journal.first', 'administration.journal.consistent'] as const) {
        await press(page, 'administration.journal.check');
        await page.getByText(t(found, { size: '' }).split('(')[0]?.trim() ?? '').waitFor();
      }
      await shot(page, 'administration');
    }

    async function leave(page: Page): Promise<void> {
      await page.getByRole('button', { name: t('sign-out') }).click();
      await page.getByText(t('sign-in.ended')).waitFor();
      assert.equal(await page.getByText(world.incident).count(), 0);
      const kept = await page.evaluate(() =>
        JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
      );
      assert.ok(
        !kept.includes('sanad_s') && !kept.includes(world.incident),
        'nothing of the session stays in the browser',
      );
    }

    async function press(page: Page, key: MessageKey): Promise<void> {
      await page
        .getByRole('button', { name: t(key), exact: true })
        .first()
        .click();
    }

    async function go(page: Page, key: MessageKey): Promise<void> {
      await page
        .getByRole('navigation', { name: t('navigation') })
        .getByRole('link', { name: t(key) })
        .click();
    }
  });
}
