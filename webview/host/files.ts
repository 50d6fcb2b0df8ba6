/** What a page without an editor does by itself: files through a link, text to the clipboard. */
import { el } from '../dom';

export function download(name: string, parts: BlobPart[], type: string): void {
  const url = URL.createObjectURL(new Blob(parts, { type }));
  el('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Also from a file on disk, where a browser gives no clipboard to a script but to a copy by hand. */
export function copyText(text: string): void {
  const byHand = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
  };
  document.addEventListener('copy', byHand);
  document.execCommand('copy');
  document.removeEventListener('copy', byHand);
}
