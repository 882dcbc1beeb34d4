export { type Cores, monteCarloOnAllCores, rankOnAllCores, singleLossesOnAllCores } from './on-all-cores.ts';
