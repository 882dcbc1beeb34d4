// Loads a network from a file and says what that took; a process of its own, so that nothing else counts.
import { simulate } from '@sanad/cascade';
import { loadNetwork } from '@sanad/cascade/node';

const begun = performance.now();
const result = await loadNetwork(process.argv[2] ?? '');
if (!result.ok) throw new Error(JSON.stringify(result.issues.slice(0, 5)));
simulate(result.value, { events: [] });
const { user, system } = process.cpuUsage();
console.log(
  JSON.stringify({
    seconds: (performance.now() - begun) / 1000,
    cpuSeconds: (user + system) / 1e6,
    megabytes: process.resourceUsage().maxRSS / 1024,
  }),
);
