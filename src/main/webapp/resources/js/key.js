// Shows the key of a service only when asked, and forgets it when hidden again.
document.addEventListener('click', async (event) => {
  const button = event.target.closest('#show-key');
  if (!button) return;
  const place = document.getElementById('key');
  const copy = document.getElementById('copy-key');
  const trouble = document.getElementById('key-trouble');

  const show = (text) => {
    place.textContent = text;
    place.hidden = copy.hidden = !text;
    button.textContent = text ? 'Hide key' : 'Show key';
    button.setAttribute('aria-expanded', String(Boolean(text)));
  };

  trouble.textContent = '';
  if (place.textContent) {
    show('');
    return;
  }
  const response = await Blackfish.ask(`/api/services/${button.closest('[data-key]').dataset.key}/key`, { cache: 'no-store' });
  if (response.ok) show((await response.json()).key);
  else trouble.textContent = await Blackfish.sentence(response);
});
