// Loads the changing part of a page again when the server says that something changed; without its event stream every
// ten seconds. The part names its command in data-refresh and the events that matter in data-events.
(() => {
  const part = () => document.querySelector('[data-refresh]');
  if (!part()) return;
  let waiting = null;
  let polling = null;
  let stale = false;

  const refresh = () => {
    waiting = null;
    if (document.hidden) {
      stale = true;
      return;
    }
    stale = false;
    window[part()?.dataset.refresh]?.();
  };

  // Several events within a moment cost one refresh.
  const soon = () => {
    waiting ??= setTimeout(refresh, 200);
  };

  const poll = () => {
    polling ??= setInterval(soon, 10000);
  };

  const stopPolling = () => {
    clearInterval(polling);
    polling = null;
  };

  const source = new EventSource(`${Blackfish.base}/api/events`);
  source.addEventListener('open', stopPolling);
  source.addEventListener('error', poll);
  // After "resync" events are missing that nobody will send again.
  for (const name of [...part().dataset.events.split(' '), 'resync']) source.addEventListener(name, soon);

  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && stale) soon();
  });
  window.addEventListener('pagehide', () => source.close());
})();
