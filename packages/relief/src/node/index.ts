export { routeInThreads, type ThreadedRouteOptions } from './route-in-threads.ts';
