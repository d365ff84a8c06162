// The choices of the top bar live in cookies, so that the server writes the right page at once and nothing flashes.
(() => {
  const path = Blackfish.base || '/';

  const applyTheme = (theme) => {
    document.documentElement.dataset.theme = theme;
    for (const link of document.querySelectorAll('link[rel="stylesheet"][href*="bootstrap4-blue-"]')) {
      const tone = link.href.includes('blue-dark') ? 'dark' : 'light';
      link.media = theme === 'system' ? `(prefers-color-scheme: ${tone})` : theme === tone ? 'all' : 'not all';
    }
  };

  for (const select of document.querySelectorAll('select[data-choice]')) {
    select.value = select.dataset.value;
    select.addEventListener('change', () => {
      const name = select.dataset.choice;
      document.cookie = `${name}=${encodeURIComponent(select.value)}; path=${path}; max-age=31536000; samesite=strict`;
      if (name === 'blackfish-theme') {
        applyTheme(select.value);
      } else {
        window.location.reload();
      }
    });
  }
})();
