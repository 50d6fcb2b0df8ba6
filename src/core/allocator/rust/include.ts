/** The path that an `include!` names, as far as the source says. */

/** Of the path: its text, or a variable that the compiler is given. */
export type PathPart = string | { env: string };

const STRING = /^r?"((?:\\.|[^"\\])*)"|^r(#+)"([\s\S]*?)"\2/;

/** From the tokens of the call, its parentheses included; undefined where it is made in another way. */
export function includedPath(tokens: string): PathPart[] | undefined {
  const read = argumentsOf(tokens.trim());
  if (read?.rest === '' && read.parts.length > 0) return read.parts;
  // what the build script writes has a path like no other, however it is put together
  return tokens.includes('"OUT_DIR"') ? [{ env: 'OUT_DIR' }] : undefined;
}

interface Read {
  parts: PathPart[];
  /** what comes after them */
  rest: string;
}

/** `("a", b!("c"))`, with a comma at the end or none. */
function argumentsOf(text: string): Read | undefined {
  if (!/^[({[]/.test(text)) return undefined;
  const parts: PathPart[] = [];
  let rest = text.slice(1).trimStart();
  while (!/^[)}\]]/.test(rest)) {
    const read = expression(rest);
    if (!read) return undefined;
    parts.push(...read.parts);
    rest = read.rest.trimStart();
    if (rest.startsWith(',')) rest = rest.slice(1).trimStart();
    else if (!/^[)}\]]/.test(rest)) return undefined;
  }
  return { parts, rest: rest.slice(1) };
}

function expression(text: string): Read | undefined {
  const string = STRING.exec(text);
  if (string) {
    const [whole, plain, , raw] = string;
    const value = raw ?? (text.startsWith('r') ? plain : plain?.replace(/\\(["\\])/g, '$1')) ?? '';
    return { parts: [value], rest: text.slice(whole.length) };
  }
  const call = /^(?:(?:::)?(?:std|core)\s*::\s*)?(concat|env)\s*!\s*/.exec(text);
  const read = call && argumentsOf(text.slice(call[0].length));
  if (!read) return undefined;
  if (call[1] === 'concat') return read;
  // a message for where it is not set may come second
  const [name] = read.parts;
  return typeof name === 'string' ? { parts: [{ env: name }], rest: read.rest } : undefined;
}
