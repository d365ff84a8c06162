// The log of a service: everything from the first byte, then what follows by event stream, or by asking every two
// seconds where there is none. Searching hides the other lines; following keeps the end in sight.
(() => {
  const section = document.querySelector('[data-log]');
  if (!section) return;
  const path = `/api/services/${section.dataset.log}/log`;
  const view = document.getElementById('log');
  const state = document.getElementById('log-state');
  const search = document.getElementById('log-search');
  const follow = document.getElementById('log-follow');
  const mostLines = 20000;
  const piece = 262144;

  let lines = [''];
  let offset = 0;
  let following = true;
  let painting = false;

  const tell = (text) => { state.textContent = text; };

  const paint = () => {
    painting = false;
    const wanted = search.value.toLowerCase();
    const shown = wanted ? lines.filter((line) => line.toLowerCase().includes(wanted)) : lines;
    view.textContent = shown.join('\n');
    const count = lines.length - (lines.at(-1) === '' ? 1 : 0);
    if (wanted) tell(`${shown.length} of ${count} lines have “${search.value}” in them`);
    else if (count > 0) tell(`${count} ${count === 1 ? 'line' : 'lines'}`);
    if (following) view.scrollTop = view.scrollHeight;
  };

  const add = (text) => {
    const fresh = (lines.pop() + text).split('\n');
    lines = lines.concat(fresh).slice(-mostLines);
    if (!painting) {
      painting = true;
      requestAnimationFrame(paint);
    }
  };

  // One piece; true when there may be another one right away, null when nothing will ever follow.
  const read = async () => {
    const response = await Blackfish.ask(`${path}?offset=${offset}&limit=${piece}`);
    if (!response.ok) throw new Error(await Blackfish.sentence(response));
    const text = await response.text();
    const next = Number(response.headers.get('X-Next-Offset') ?? offset);
    const more = next > offset;
    offset = next;
    if (text) add(text);
    return more || (response.headers.get('X-Log-Ended') === 'true' ? null : false);
  };

  const pause = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

  const shown = () => new Promise((resolve) => {
    if (!document.hidden) resolve();
    else document.addEventListener('visibilitychange', resolve, { once: true });
  });

  const stream = () => new Promise((resolve) => {
    const source = new EventSource(`${Blackfish.base}${path}?follow=true&offset=${offset}`);
    const close = (ended) => {
      source.close();
      resolve(ended);
    };
    // The portal has few workers, and browsers open few connections: a hidden page lets go of its own.
    document.addEventListener('visibilitychange', () => close(false), { once: true });
    source.addEventListener('log', (event) => {
      offset = Number(event.lastEventId) || offset;
      add(JSON.parse(event.data));
    });
    source.addEventListener('end', () => close(true));
    source.addEventListener('problem', (event) => {
      tell(JSON.parse(event.data).detail);
      close(false);
    });
    // Reconnecting by itself would begin at the old offset again.
    source.addEventListener('error', () => close(false));
    window.addEventListener('pagehide', () => close(true), { once: true });
  });

  const run = async () => {
    for (;;) {
      try {
        let more = true;
        while (more) more = await read();
        if (more === null) {
          if (lines.length === 1 && !lines[0]) tell('The log is empty.');
          return;
        }
        if (lines.length === 1 && !lines[0]) tell('Nothing yet: the log begins when the job does.');
        if (await stream()) return;
      } catch (problem) {
        tell(problem.message);
        await pause(8000);
      }
      await pause(2000);
      await shown();
    }
  };

  const setFollowing = (on) => {
    following = on;
    follow.setAttribute('aria-pressed', String(on));
    follow.textContent = on ? 'Following' : 'Follow';
    if (on) view.scrollTop = view.scrollHeight;
  };

  follow.addEventListener('click', () => setFollowing(!following));
  search.addEventListener('input', paint);
  view.addEventListener('wheel', (event) => { if (event.deltaY < 0) setFollowing(false); }, { passive: true });
  view.addEventListener('keydown', (event) => {
    if (['ArrowUp', 'PageUp', 'Home'].includes(event.key)) setFollowing(false);
    if (event.key === 'End') setFollowing(true);
  });
  setFollowing(true);
  run();
})();
