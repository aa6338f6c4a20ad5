/** A key nobody can guess: 16 random bytes as 22 characters of base64url; works in insecure contexts too. */
export function createKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}
