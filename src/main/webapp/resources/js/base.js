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

// A request of the page failed. When the session is over, loading again leads to the sign-in page and back; when the
// server is merely out of reach, what is shown stays and the next refresh tries again.
Blackfish.lost = async () => {
  const answer = await fetch(window.location.href, { method: 'HEAD', redirect: 'manual' }).catch(() => null);
  if (answer?.type === 'opaqueredirect' || answer?.status === 401) window.location.reload();
};
// A redirected request gets the sign-in page as a well-formed partial answer, which PrimeFaces takes for one of ours;
// it brings a page's resources along, and our own answers hardly ever do.
Blackfish.answered = (answer) => {
  if (answer?.responseText?.includes('id="jakarta.faces.Resource"')) Blackfish.lost();
};
window.jQuery?.(document)
  .on('pfAjaxError', Blackfish.lost)
  .on('pfAjaxComplete', (event, answer) => Blackfish.answered(answer));
