export { loadGoodRows, loadNetwork } from './load-network.ts';
export { type Cores, monteCarloOnAllCores, rankOnAllCores, singleLossesOnAllCores } from './on-all-cores.ts';
