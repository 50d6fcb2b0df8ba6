/** What a service says to a request of the plan, for a person: why it refuses it. */
import http from 'node:http';
import { authorityOf, type WorkerSetup } from './protocol';
import { RequestSource } from './requests';

/** Milliseconds. */
const WITHIN = 2000;
/** Characters: the reason comes first. */
const LONGEST = 200;
const READABLE = /^(text\/plain|application\/(\S+\+)?json)\b/;
const END_OF_HEAD = '\r\n\r\n';

/** The beginning of the answer's text, on one line, or where it sends on to; undefined where there is none that is for reading. */
export function sampleAnswer({ target, requests, folder, seed }: WorkerSetup): Promise<string | undefined> {
  const { pieces } = new RequestSource(requests, authorityOf(target), folder, seed).next();
  const bytes = Buffer.concat(pieces);
  const end = bytes.indexOf(END_OF_HEAD);
  const [first = '', ...lines] = bytes.toString('utf8', 0, end).split('\r\n');
  const [method, path] = first.split(' ');
  const headers = Object.fromEntries(lines.map((line) => line.split(/: (.*)/s, 2)));
  return new Promise((resolve) => {
    let text = '';
    const options = { ...target, method, path, headers, timeout: WITHIN, agent: false };
    const request = http.request(options, (response) => {
      const { location } = response.headers;
      if (location !== undefined) text = `Location: ${location}`;
      if (location !== undefined || !READABLE.test(response.headers['content-type'] ?? '')) request.destroy();
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
        if (text.length > LONGEST) request.destroy();
      });
      // it is an error to have heard enough
      response.once('error', () => {});
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => {});
    request.once('close', () => resolve(onOneLine(text)));
    request.end(bytes.subarray(end + END_OF_HEAD.length));
  });
}

function onOneLine(text: string): string | undefined {
  const line = text.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line || undefined;
}
