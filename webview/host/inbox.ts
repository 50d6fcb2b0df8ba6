/** Messages in the order in which they came, those that were packed unpacked. */
import type { CheckedToPage } from '../../src/core/view/protocol';

export class Inbox {
  private readonly waiting: Promise<CheckedToPage>[] = [];

  constructor(private readonly receive: (message: CheckedToPage) => void) {}

  take(message: CheckedToPage): void {
    if (this.waiting.length === 0 && !isPacked(message)) {
      this.receive(message);
      return;
    }
    this.waiting.push(unpacked(message));
    if (this.waiting.length === 1) void this.deliver();
  }

  private async deliver(): Promise<void> {
    for (let first = this.waiting[0]; first; first = this.waiting[0]) {
      const message = await first;
      this.waiting.shift();
      this.receive(message);
    }
  }
}

function isPacked(message: CheckedToPage): boolean {
  return message.type === 'log' && message.packed === true;
}

async function unpacked(message: CheckedToPage): Promise<CheckedToPage> {
  if (message.type !== 'log' || message.packed !== true) return message;
  const { run, last, bytes } = message;
  const stream = new Blob([new Uint8Array(bytes)])
    .stream()
    .pipeThrough(new DecompressionStream('deflate-raw'));
  return { type: 'log', run, last, bytes: new Uint8Array(await new Response(stream).arrayBuffer()) };
}
