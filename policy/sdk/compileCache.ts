// Keeps the compiled SDK in Node.js's cache, so that every start but the first is faster; Node.js 20 has no such cache.
// To be imported first: what was loaded before it is not kept.
import nodeModule from "node:module";

/** In milliseconds: by then the pack has judged something, so what that needed is compiled, too. */
const firstUse = 1_000;

nodeModule.enableCompileCache?.();
// The engine kills the pack: nothing would be written at its end.
setTimeout(() => nodeModule.flushCompileCache?.(), firstUse).unref();
