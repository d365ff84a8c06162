// What every script of ours shares: where we are, how we ask the server, where we keep things.
window.Blackfish = (() => {
  const root = document.documentElement;
  const base = root.dataset.base || '';
  const csrf = document.querySelector('meta[name="csrf-token"]')?.content || '';

  // All apps of a portal share one origin, so every storage key carries the base path.
  const key = (name) => `blackfish:${base || '/'}:${name}`;

  const remember = (name, value) => {
    try {
      localStorage.setItem(key(name), JSON.stringify(value));
    } catch {
      // A full or forbidden storage only means that nothing is remembered.
    }
  };

  const recall = (name) => {
    try {
      return JSON.parse(localStorage.getItem(key(name)));
    } catch {
      return null;
    }
  };

  const ask = (path, options = {}) =>
    fetch(base + path, {
      credentials: 'same-origin',
      ...options,
      headers: { 'X-CSRF-Token': csrf, ...options.headers },
    });

  // The one sentence of a refusal: a problem document, an OpenAI error, or the bare status.
  const sentence = async (response) => {
    const text = await response.text().catch(() => '');
    try {
      const body = JSON.parse(text);
      const said = body.detail || body.error?.message || body.message || (typeof body.error === 'string' && body.error);
      if (said) return said;
    } catch {
      // Not JSON: the status has to do.
    }
    if (response.status === 401) return 'Your session ended; load this page again to sign in.';
    if ([502, 503, 504].includes(response.status)) {
      Blackfish.connection?.check();
      return 'The portal could not reach Blackfish; try again when the connection is back.';
    }
    return `The server answered ${response.status} ${response.statusText}`.trim() + '.';
  };

  // The server's time: a browser's clock may be wrong, and what ends or began is told by the server's.
  const ahead = (Date.parse(root.dataset.now) || Date.now()) - Date.now();
  const now = () => Date.now() + ahead;

  return { base, ask, sentence, remember, recall, now };
})();
