import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { chromium, type Browser, type Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Opens the Chromium or Chrome of this machine (the variable CHROMIUM wins), without anything that calls home. */
export function openBrowser(): Promise<Browser> {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const find = (name: string): string =>
    spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim();
  const executablePath = process.env['CHROMIUM'] ?? names.map(find).find(Boolean);
  assert.ok(executablePath, 'these tests need Chromium or Chrome, or its path in the variable CHROMIUM');
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
}

/** A person at a browser of their own. What the page complains of in its console is kept, so that a test can fail on it. */
export async function person(
  browser: Browser,
  url: string,
  language: 'ar' | 'en',
): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width: 1360, height: 850 },
    locale: language === 'ar' ? 'ar-SA' : 'en-GB',
    timezoneId: 'Asia/Riyadh',
    reducedMotion: 'reduce',
  });
  await context.addInitScript(
    `localStorage.getItem('sanad.language') ?? localStorage.setItem('sanad.language', '${language}')`,
  );
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // The browser itself reports every answer that is not 2xx; who is not signed in yet is told so by a 401.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text());
  });
  return { page, complaints };
}

/** What axe finds against WCAG 2.2 AA on the page as it stands; keeps a picture where SANAD_SCREENSHOTS names a folder. */
export async function inspect(page: Page, name: string): Promise<string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const report = await (globalThis as unknown as { axe: Axe }).axe.run(document, { runOnly: tags });
    return report.violations.map(
      (one) => `${one.id}: ${one.nodes.map((node) => `${node.html} ${node.failureSummary}`).join(' | ')}`,
    );
  });
  const folder = process.env['SANAD_SCREENSHOTS'];
  if (folder) {
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${name}.png`) });
  }
  return found.map((one) => `${name}: ${one}`);
}

interface Axe {
  run(
    where: Document,
    options: { runOnly: string[] },
  ): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }>;
}
