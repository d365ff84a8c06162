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
    return response.status === 401
      ? 'Your session ended; load this page again to sign in.'
      : `The server answered ${response.status} ${response.statusText}`.trim() + '.';
  };

  return { base, ask, sentence, remember, recall };
})();

// A page that was open for too long is answered with the sign-in page: load it again, which leads there and back.
if (window.jQuery) {
  window.jQuery(document).on('pfAjaxError', () => window.location.reload());
}
