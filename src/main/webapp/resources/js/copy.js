// Copies the text of the element named by data-copy. The clipboard needs a secure context; a portal may lack one.
(() => {
  const write = async (text) => {
    if (navigator.clipboard && window.isSecureContext) {
      await navigator.clipboard.writeText(text);
      return;
    }
    const area = document.createElement('textarea');
    area.value = text;
    area.className = 'sr-only';
    document.body.append(area);
    area.select();
    const copied = document.execCommand('copy');
    area.remove();
    if (!copied) throw new Error('The browser did not let the text be copied.');
  };

  document.addEventListener('click', async (event) => {
    const button = event.target.closest('[data-copy]');
    if (!button) return;
    const source = document.querySelector(button.dataset.copy);
    if (!source) return;
    const label = button.dataset.label ?? (button.dataset.label = button.textContent);
    try {
      await write(source.textContent);
      button.textContent = 'Copied';
    } catch {
      button.textContent = 'Copying failed';
    }
    setTimeout(() => { button.textContent = label; }, 2000);
  });
  Blackfish.copy = write;
})();
