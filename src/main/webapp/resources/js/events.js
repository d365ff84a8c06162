// Loads the changing part of a page again when the server says that something changed. The part names its command in
// data-refresh and the events that matter in data-events.
(() => {
  const part = () => document.querySelector('[data-refresh]');
  if (!part()) return;
  let waiting = null;

  // A dialog that asks whether to go on belongs to a button, which a refresh would put another one in place of.
  const isAsking = () => [...document.querySelectorAll('.ui-confirm-dialog')].some((dialog) =>
    dialog.getClientRects().length > 0 && getComputedStyle(dialog).visibility !== 'hidden');

  const refresh = () => {
    waiting = isAsking() ? setTimeout(refresh, 1000) : null;
    if (!waiting) window[part()?.dataset.refresh]?.();
  };

  // Several events within a moment cost one refresh.
  const soon = () => {
    waiting ??= setTimeout(refresh, 200);
  };

  // Every look into the queue is told, and most change nothing but how fresh the picture is.
  const looked = (event) => {
    const look = event && JSON.parse(event.data);
    const time = document.querySelector('#freshness time');
    const silent = document.querySelector('[data-slurm=silent]') !== null;
    if (!look?.as_of || !time || silent !== (look.trouble !== null)) {
      soon();
      return;
    }
    time.dateTime = look.as_of;
    time.removeAttribute('title');
  };

  for (const name of part().dataset.events.split(' ')) {
    Blackfish.connection.on(name, name === 'slurm' ? looked : soon);
  }
})();
