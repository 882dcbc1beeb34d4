/** An endpoint of TAXII 2.1 §4 and §5 with what its path names. */
export type Route =
  | { readonly endpoint: 'discovery' }
  | { readonly endpoint: 'api-root'; readonly root: string }
  | { readonly endpoint: 'status'; readonly root: string; readonly statusId: string }
  | { readonly endpoint: 'collections'; readonly root: string }
  | { readonly endpoint: 'collection'; readonly root: string; readonly collectionId: string }
  | { readonly endpoint: 'manifest'; readonly root: string; readonly collectionId: string }
  | { readonly endpoint: 'objects'; readonly root: string; readonly collectionId: string }
  | { readonly endpoint: 'object'; readonly root: string; readonly collectionId: string; readonly objectId: string }
  | { readonly endpoint: 'versions'; readonly root: string; readonly collectionId: string; readonly objectId: string };

/** The endpoint that a path below the base names; paths end in `/` (TAXII 2.1 §1.6.5). */
export function matchRoute(base: string, pathname: string): Route | undefined {
  if (!pathname.startsWith(base) || !pathname.endsWith('/')) return undefined;
  if (pathname === base) return { endpoint: 'discovery' };
  const names = pathname.slice(base.length, -1).split('/').map(decodeName);
  const [root, kind, first, part, objectId, last] = names;
  if (root === undefined || names.includes(undefined)) return undefined;
  if (kind === undefined) return { endpoint: 'api-root', root };
  if (kind === 'status' && first !== undefined && names.length === 3)
    return { endpoint: 'status', root, statusId: first };
  if (kind !== 'collections') return undefined;
  if (first === undefined) return { endpoint: 'collections', root };
  const collectionId = first;
  if (part === undefined) return { endpoint: 'collection', root, collectionId };
  if (part === 'manifest' && names.length === 4) return { endpoint: 'manifest', root, collectionId };
  if (part !== 'objects') return undefined;
  if (objectId === undefined) return { endpoint: 'objects', root, collectionId };
  if (last === undefined) return { endpoint: 'object', root, collectionId, objectId };
  return last === 'versions' && names.length === 6 ? { endpoint: 'versions', root, collectionId, objectId } : undefined;
}

/** Methods that an endpoint answers beside OPTIONS. */
export function allowedMethods({ endpoint }: Route): readonly string[] {
  if (endpoint === 'objects') return ['GET', 'HEAD', 'POST'];
  if (endpoint === 'object') return ['GET', 'HEAD', 'DELETE'];
  return ['GET', 'HEAD'];
}

function decodeName(segment: string): string | undefined {
  try {
    const name = decodeURIComponent(segment);
    // oxlint-disable-next-line no-control-regex -- nothing is named so, and databases refuse NUL
    return name === '' || /[\u0000-\u001f\u007f]/.test(name) ? undefined : name;
  } catch {
    return undefined;
  }
}
