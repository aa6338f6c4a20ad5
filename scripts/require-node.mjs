// Says in words what an old Node would say by a stack trace. Plain JavaScript: it must run on the Node that is too old.
// 22.23.3 is the lowest whose SQLite (3.51.3) has no WAL-reset bug; `npm ci` brings a newer one on Linux x64.
const lowest = [22, 23, 3];
const actual = process.versions.node.split('.').map(Number);
const order = lowest.map((part, i) => Math.sign((actual[i] ?? 0) - part)).find((sign) => sign !== 0) ?? 0;
if (order < 0) {
  console.error(
    `Bạn Đọc needs Node ${lowest.join('.')} or newer, and this is ${process.version}. "npm ci" brings one on Linux x64; elsewhere install it from your usual place.`,
  );
  process.exit(1);
}
