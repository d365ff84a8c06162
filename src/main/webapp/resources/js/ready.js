// Keeps the picker of ready services true: each change that the server announces reads the page's own picker again.
(() => {
  const picker = document.getElementById('service');
  let waiting = null;

  const show = () => {
    const none = picker.options.length === 0;
    document.getElementById('composer').hidden = none;
    document.getElementById('nothing-ready').hidden = !none;
    document.getElementById('picker').hidden = none;
  };

  const refresh = async () => {
    waiting = null;
    const answer = await fetch(window.location.href, { credentials: 'same-origin' }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = page.getElementById('service');
    const wish = page.getElementById('wish');
    if (!fresh || !Blackfish.chatIsIdle()) return;
    const before = picker.value;
    const wished = document.getElementById('wish').textContent.trim() !== '' && wish.textContent.trim() === '';
    picker.replaceChildren(...[...fresh.options].map((option) => document.importNode(option, true)));
    picker.value = wished || !before ? fresh.value : before;
    if (picker.selectedIndex < 0) picker.selectedIndex = 0;
    document.getElementById('wish').replaceChildren(...wish.childNodes);
    show();
  };

  // The address names the service, so that a bookmark and a reload come back to it.
  picker.addEventListener('change', () => {
    const address = new URL(window.location.href);
    address.searchParams.set('service', picker.value);
    window.history.replaceState(null, '', address);
    document.getElementById('wish').replaceChildren();
  });

  const soon = () => { waiting ??= setTimeout(refresh, 300); };
  Blackfish.connection.on('service', soon);
  show();
})();
