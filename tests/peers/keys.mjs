// The route keys of an API with so many routes, as tests/benches/synth.rs has them.
export function keys(count) {
  const own = Array.from({ length: count - 4 }, (_, index) => `route${index + 4}`);
  return ["$connect", "$disconnect", "$default", "sendMessage", ...own];
}
