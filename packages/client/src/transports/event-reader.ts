/** Reads `text/event-stream` as it comes in pieces, and tells of the data of each event; comments and other fields are left out. */
export function createEventReader(tell: (data: string) => void): (piece: string) => void {
  let rest = '';
  let data: string[] = [];
  return (piece) => {
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.startsWith('data:')) data.push(line.slice(5).trimStart());
      else if (line === '' && data.length) {
        tell(data.join('\n'));
        data = [];
      }
    }
  };
}
