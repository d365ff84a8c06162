// One message on the page: made from the template of the page once, brought up to date while its answer streams in.
Blackfish.turn = (() => {
  const seconds = (ms) => `${(ms / 1000).toFixed(ms < 9950 ? 2 : 1)} s`;

  // The first token pays for reading the prompt, so the speed is that of the tokens after it.
  const figures = ({ sent, first, last, tokens, counted }) => {
    if (!first) return '';
    const amount = tokens ?? counted;
    const words = [`first token after ${seconds(first - sent)}`];
    if (amount > 1 && last > first) words.unshift(`${((amount - 1) / (last - first) * 1000).toFixed(1)} tokens/s`);
    words.push(`${tokens === null ? 'about ' : ''}${amount} ${amount === 1 ? 'token' : 'tokens'}`);
    return words.join(' · ');
  };

  const show = (element, visible) => {
    element.hidden = !visible;
  };

  const waiting = (message) => message.state === 'streaming' && !message.content && !message.reasoning;

  const fill = (element, message) => {
    const size = message.content.length + (message.reasoning?.length ?? 0);
    if (element.shown === size) return;
    element.shown = size;
    const body = element.querySelector('.text');
    if (message.role === 'user') {
      body.textContent = message.content;
      return;
    }
    body.replaceChildren(Blackfish.markdown(message.content));
    const thoughts = element.querySelector('.thoughts');
    show(thoughts, message.reasoning);
    if (message.reasoning) thoughts.querySelector('div').textContent = message.reasoning;
  };

  const deeds = (element, message, isLast) => {
    const may = {
      copy: message.content,
      edit: message.role === 'user',
      'go-on': isLast && message.content && (message.state === 'stopped' || message.state === 'broken' || message.finish === 'length'),
      again: isLast && message.role === 'assistant',
    };
    for (const button of element.querySelectorAll('.deeds button')) show(button, may[button.dataset.deed]);
    element.querySelector('[data-deed="again"]').textContent = message.content ? 'Regenerate' : 'Try again';
    show(element.querySelector('.deeds'), message.state !== 'streaming');
  };

  const update = (element, message, isLast) => {
    element.dataset.state = message.state;
    // A screen reader hears the whole answer once, not every piece of it.
    element.setAttribute('aria-busy', String(message.state === 'streaming'));
    fill(element, message);
    show(element.querySelector('.waiting'), waiting(message));
    if (waiting(message)) element.querySelector('.waiting time').dateTime = new Date(message.times.began).toISOString();
    const trouble = element.querySelector('.trouble');
    show(trouble, message.sentence);
    trouble.className = `trouble ${message.state === 'broken' ? 'bad' : 'off'}`;
    trouble.querySelector('.words').textContent = message.sentence || '';
    const small = element.querySelector('.figures');
    small.textContent = message.times ? figures(message.times) : '';
    show(small, small.textContent);
    deeds(element, message, isLast);
  };

  const make = (message, isLast) => {
    const element = document.getElementById('turn').content.firstElementChild.cloneNode(true);
    const name = message.role === 'user' ? 'You' : message.model || 'Assistant';
    element.message = message;
    element.classList.add(message.role);
    element.setAttribute('aria-label', name);
    element.querySelector('.who').textContent = name;
    update(element, message, isLast);
    return element;
  };

  return { make, update };
})();
