// The page's one stream of events, and what it tells about the server: there, out of reach for now, or gone with its
// session. Each stream keeps a worker of the portal busy, so a hidden page has none.
Blackfish.connection = (() => {
  const place = document.getElementById('connection');
  const sessions = place.dataset.sessions;
  const ends = Date.parse(place.dataset.ends);
  const pauses = [1000, 2000, 4000, 8000, 15000];
  const patience = 20000;
  const listeners = new Map();

  let source = null;
  let state = 'open';
  let looking = null;
  let timer = null;
  let tries = 0;
  let goneSince = null;

  // Who answered: our server speaks JSON, the portal in its place does not.
  const judge = (answer) => {
    if (!answer) return 'unreachable';
    if (answer.type === 'opaqueredirect' || answer.status === 401) return 'elsewhere';
    const ours = (answer.headers.get('Content-Type') || '').includes('json');
    if (ours) return [403, 503].includes(answer.status) ? 'elsewhere' : 'here';
    return 'gone';
  };

  // A portal that cannot reach us for a moment is no end; only a portal can tell that a session is over.
  const conclude = (verdict, now) => {
    if (verdict === 'here') return 'open';
    if (verdict !== 'gone') {
      goneSince = null;
      return state === 'ended' ? 'ended' : 'lost';
    }
    goneSince ??= now;
    return sessions && (now - goneSince >= patience || now >= ends) ? 'ended' : 'lost';
  };

  const sentence = {
    open: '',
    lost: 'The connection to Blackfish is lost. What is shown stays; Blackfish is asked again and again.',
    ended: 'This session has ended. What is shown stays, and your services run on. ',
    cut: 'The portal did not wait for the answer to what was asked last. Blackfish goes on with it; load this page again'
      + ' to see what became of it.',
  };

  const say = (...what) => {
    const message = document.createElement('div');
    message.className = 'message wait';
    const mark = document.createElement('span');
    mark.className = 'mark';
    mark.ariaHidden = 'true';
    const words = document.createElement('div');
    words.append(...what);
    message.append(mark, words);
    place.replaceChildren(message);
  };

  const show = (next) => {
    if (next === state) return;
    state = next;
    document.documentElement.dataset.connection = state;
    if (state === 'open') {
      place.replaceChildren();
      return;
    }
    const back = document.createElement('a');
    back.href = sessions;
    back.textContent = 'Back to My Interactive Sessions';
    say(sentence[state], ...(state === 'ended' ? [back] : []));
  };

  const tellAll = () => new Set([...listeners.values()].flat()).forEach((listener) => listener());

  const close = () => {
    source?.close();
    source = null;
  };

  const open = () => {
    if (source || document.hidden) return;
    source = new EventSource(`${Blackfish.base}/api/events`);
    source.addEventListener('open', () => {
      tries = 0;
      goneSince = null;
      show('open');
    });
    source.addEventListener('error', () => {
      close();
      again();
    });
    source.addEventListener('resync', tellAll);
    for (const [name, heard] of listeners) heard.forEach((listener) => source.addEventListener(name, listener));
  };

  // Asks the server itself. A page whose session is over there is loaded again, which leads to the sign-in and back.
  const look = async () => {
    const answer = await fetch(`${Blackfish.base}/api/info`, {
      credentials: 'same-origin', cache: 'no-store', redirect: 'manual', signal: AbortSignal.timeout(10000),
    }).catch(() => null);
    const verdict = judge(answer);
    if (verdict === 'elsewhere') {
      window.location.reload();
      return;
    }
    show(conclude(verdict, Blackfish.now()));
    if (verdict !== 'here') {
      again();
    } else if (!source) {
      open();
      tellAll();
    }
  };

  const check = () => {
    clearTimeout(timer);
    timer = null;
    looking ??= look().finally(() => { looking = null; });
    return looking;
  };

  // For a form that got the portal's answer: it waits for its Timeout only, and we may be there all along.
  const unanswered = async (answer) => {
    await check();
    if (state === 'open' && [502, 504].includes(answer?.status)) say(sentence.cut);
  };

  const again = () => {
    clearTimeout(timer);
    timer = setTimeout(check, pauses[Math.min(tries, pauses.length - 1)]);
    tries += 1;
  };

  // Calls `listener` for each event of that name, and when events may have been missed.
  const on = (name, listener) => {
    listeners.set(name, [...(listeners.get(name) || []), listener]);
    source?.addEventListener(name, listener);
  };

  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      close();
    } else if (!source) {
      open();
      tellAll();
    }
  });
  window.addEventListener('pagehide', close);
  window.addEventListener('pageshow', (event) => { if (event.persisted) check(); });

  // A link of ours would lead to the portal's error page now; it is followed once the server answers again.
  document.addEventListener('click', async (event) => {
    const link = event.target.closest?.('a[href]');
    if (state === 'open' || !link || place.contains(link) || link.getAttribute('href').startsWith('#')) return;
    if (!link.href.startsWith(`${window.location.origin}${Blackfish.base}/`)) return;
    event.preventDefault();
    await check();
    if (state === 'open') window.location.assign(link.href);
    else place.scrollIntoView({ block: 'nearest' });
  });

  open();
  return { on, check, unanswered };
})();

Blackfish.lost = () => Blackfish.connection.check();
// A redirected request gets the sign-in page as a well-formed partial answer, which PrimeFaces takes for one of ours;
// it brings a page's resources along, and our own answers hardly ever do.
Blackfish.answered = (answer) => {
  if (answer?.responseText?.includes('id="jakarta.faces.Resource"')) Blackfish.lost();
};
window.jQuery?.(document)
  .on('pfAjaxError', (event, answer) => Blackfish.connection.unanswered(answer))
  .on('pfAjaxComplete', (event, answer) => Blackfish.answered(answer));
