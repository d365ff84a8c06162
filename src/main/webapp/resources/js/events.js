// Loads the changing part of a page again when the server says that something changed. The part names its command in
// data-refresh and the events that matter in data-events.
(() => {
  const part = () => document.querySelector('[data-refresh]');
  if (!part()) return;
  let waiting = null;

  const refresh = () => {
    waiting = null;
    window[part()?.dataset.refresh]?.();
  };

  // Several events within a moment cost one refresh.
  const soon = () => {
    waiting ??= setTimeout(refresh, 200);
  };

  for (const name of part().dataset.events.split(' ')) Blackfish.connection.on(name, soon);
})();
