declare module 'tiny-osmpbf';
