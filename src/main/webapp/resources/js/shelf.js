// The conversations beside the talk: opened, begun, exported and deleted here. `current` gives the one on the page,
// `open` shows another (a new one without an argument), `idle` says whether no answer is being written.
Blackfish.shelf = ({ current, open, idle }) => {
  const at = (id) => document.getElementById(id);
  const { conversations } = Blackfish;
  const exporters = document.querySelectorAll('[data-export]');

  const entry = (conversation) => {
    const item = at('entry').content.firstElementChild.cloneNode(true);
    const [opener, remover] = item.querySelectorAll('button');
    opener.textContent = conversation.title;
    opener.dataset.open = conversation.id;
    if (conversation.id === current().id) opener.setAttribute('aria-current', 'true');
    remover.dataset.remove = conversation.id;
    remover.setAttribute('aria-label', `Delete “${conversation.title}”`);
    return item;
  };

  const show = () => {
    const entries = conversations.all().map(entry);
    at('conversations').replaceChildren(...entries);
    at('no-conversations').hidden = entries.length > 0;
    for (const button of exporters) button.disabled = current().messages.length === 0;
  };

  const remove = (id) => {
    const dialog = at('removal');
    at('removal-title').textContent = conversations.find(id)?.title ?? '';
    dialog.returnValue = '';
    dialog.onclose = () => {
      if (dialog.returnValue === 'delete') {
        conversations.remove(id);
        if (id === current().id) open(conversations.all()[0]);
        show();
      }
      at('message').focus();
    };
    dialog.showModal();
  };

  const download = (name, type, text) => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };

  const save = (format) => {
    const conversation = current();
    const stem = conversation.title.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '') || 'conversation';
    if (format === 'json') download(`${stem}.json`, 'application/json', conversations.json(conversation));
    else download(`${stem}.md`, 'text/markdown', conversations.markdown(conversation));
  };

  at('conversations').addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (!button || !idle()) return;
    if (button.dataset.remove) remove(button.dataset.remove);
    else open(conversations.find(button.dataset.open));
  });
  at('new').addEventListener('click', () => open());
  for (const button of exporters) button.addEventListener('click', () => save(button.dataset.export));
  if (window.matchMedia('(max-width: 60rem)').matches) at('shelf').open = false;

  return { show };
};
