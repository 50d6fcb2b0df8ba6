// @ts-check
/** `node editor-api.cjs BUNDLE`: prints the milliseconds that loading the extension takes, with an editor whose API does nothing. */
const Module = require('node:module');

class Anything {
  event() {
    return this;
  }
}
/** Has every property: a class, an enumeration, a namespace. */
const anything = new Proxy(Anything, {
  get: (target, name) => (name in target ? Reflect.get(target, name) : name),
});
const api = new Proxy({}, { get: () => anything });

const loadOther = Reflect.get(Module, '_load');
Reflect.set(Module, '_load', (/** @type {string} */ request, /** @type {unknown[]} */ ...rest) =>
  request === 'vscode' ? api : loadOther(request, ...rest),
);
const began = performance.now();
require(process.argv[2] ?? '');
console.log(performance.now() - began);
