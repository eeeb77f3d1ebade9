// Returns the route keys of an API with this number of routes, as tests/benches/synth.rs does.
export function keys(count) {
  const own = Array.from({ length: count - 4 }, (_, index) => `route${index + 4}`);
  return ["$connect", "$disconnect", "$default", "sendMessage", ...own];
}
