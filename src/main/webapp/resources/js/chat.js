// The chat page: one conversation at a time, its settings, and the answer that is being written.
(() => {
  const at = (id) => document.getElementById(id);
  const { conversations, turn } = Blackfish;
  const log = at('log');
  const input = at('message');
  const service = at('service');
  const fields = { system: at('system'), temperature: at('temperature'), maxTokens: at('max-tokens'), seed: at('seed') };
  let conversation = null;
  let abort = null;
  let replaces = null;

  const settings = () => Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.value.trim()]));
  const say = (words) => { at('chat-note').textContent = words; };

  const keep = () => {
    if (conversation.messages.length === 0) return;
    conversation.changed = Date.now();
    if (!conversations.save(conversation)) {
      say('This browser has no room for this conversation; export it, or delete older ones.');
    }
  };

  // Follows the text only while the reader is at its end.
  const following = (change) => {
    const page = document.documentElement;
    const near = page.scrollHeight - window.innerHeight - window.scrollY < 160;
    change();
    if (near) window.scrollTo(0, page.scrollHeight);
  };

  const isLast = (index) => index === conversation.messages.length - 1;

  // Only what is new is put into the log, so that a screen reader hears only that.
  const showMessages = () => following(() => {
    const { messages } = conversation;
    messages.forEach((message, index) => {
      const there = log.children[index];
      if (there?.message === message) turn.update(there, message, isLast(index));
      else if (there) there.replaceWith(turn.make(message, isLast(index)));
      else log.append(turn.make(message, isLast(index)));
    });
    while (log.children.length > messages.length) log.lastElementChild.remove();
    at('chat-hint').hidden = messages.length > 0;
  });

  const shelf = Blackfish.shelf({
    current: () => conversation,
    open: (next) => open(next ?? conversations.blank(settings())),
    idle: () => abort === null,
  });

  const edit = (index) => {
    replaces = index;
    at('editing').hidden = index === null;
    if (index !== null) input.value = conversation.messages[index].content;
    grow();
    input.focus();
  };

  const open = (next) => {
    conversation = next;
    for (const message of conversation.messages) {
      if (message.state === 'streaming') Object.assign(message, { state: 'broken', sentence: 'The page was left while this was written.' });
    }
    for (const [name, field] of Object.entries(fields)) field.value = conversation.settings[name] ?? '';
    Blackfish.remember('chat-open', conversation.id);
    edit(null);
    log.setAttribute('aria-live', 'off');
    showMessages();
    setTimeout(() => log.setAttribute('aria-live', 'polite'), 500);
    shelf.show();
    window.scrollTo(0, document.documentElement.scrollHeight);
  };

  const busy = (yes) => {
    at('send').hidden = yes;
    at('stop').hidden = !yes;
    for (const element of document.querySelectorAll('[data-idle]')) element.disabled = yes;
    input.focus();
  };

  // A question that never got an answer is not asked again with the next one: templates want the two to alternate.
  const history = (messages) => {
    const said = messages.filter((message, index) =>
      message.role === 'user' ? messages[index + 1]?.content !== '' || index >= messages.length - 2 : message.content);
    return said.map(({ role, content }) => ({ role, content }));
  };

  const request = (chosen, goesOn) => {
    const { system, temperature, maxTokens, seed } = conversation.settings;
    return {
      model: chosen.dataset.model,
      messages: [...(system ? [{ role: 'system', content: system }] : []), ...history(conversation.messages)],
      ...(temperature && { temperature: Number(temperature) }),
      ...(maxTokens && { max_tokens: Number(maxTokens) }),
      ...(seed && { seed: Number(seed) }),
      // llama.cpp goes on by itself from an answer that stands last.
      ...(goesOn && chosen.dataset.engine === 'vllm' && { continue_final_message: true, add_generation_prompt: false }),
    };
  };

  const begin = (message, chosen) => {
    const now = Date.now();
    Object.assign(message, { state: 'streaming', sentence: '', finish: null, model: chosen.dataset.model });
    message.times = { began: now, sent: performance.now(), first: 0, last: 0, tokens: null, counted: 0 };
  };

  const painter = (message) => {
    let planned = null;
    let saved = 0;
    const paint = () => {
      clearTimeout(planned);
      planned = null;
      following(() => turn.update(log.lastElementChild, message, true));
      if (Date.now() - saved > 2000) {
        saved = Date.now();
        keep();
      }
    };
    return { now: paint, soon: () => { planned ??= setTimeout(paint, 60); } };
  };

  const arrive = (message, piece) => {
    const { times } = message;
    times.last = performance.now();
    times.first ||= times.last;
    times.counted += 1;
    message.content += piece.content;
    message.reasoning += piece.reasoning;
  };

  const answer = async (message, goesOn) => {
    const chosen = service.selectedOptions[0];
    const body = request(chosen, goesOn);
    begin(message, chosen);
    abort = new AbortController();
    showMessages();
    keep();
    shelf.show();
    busy(true);
    const paint = painter(message);
    const result = await Blackfish.completion(chosen.value, body, abort.signal, (piece) => {
      arrive(message, piece);
      paint.soon();
    });
    abort = null;
    Object.assign(message, { state: result.state, sentence: result.sentence, finish: result.finish });
    message.times.tokens = result.tokens;
    paint.now();
    keep();
    busy(false);
  };

  const ask = () => {
    const message = { role: 'assistant', content: '', reasoning: '', state: 'streaming' };
    conversation.messages.push(message);
    return answer(message, false);
  };

  // Settings count from the next answer on, whichever way it is asked for.
  const mayAsk = () => {
    if (abort || service.options.length === 0) return false;
    if (!at('settings-form').checkValidity()) {
      at('settings').open = true;
      at('settings-form').reportValidity();
      return false;
    }
    conversation.settings = settings();
    return true;
  };

  const send = () => {
    const text = input.value.trim();
    if (!text || !mayAsk()) return;
    if (replaces !== null) conversation.messages.length = replaces;
    if (conversation.messages.length === 0) conversation.title = conversations.title(text);
    conversation.messages.push({ role: 'user', content: text, state: 'done' });
    input.value = '';
    edit(null);
    window.scrollTo(0, document.documentElement.scrollHeight);
    ask();
  };

  const flash = async (button, text) => {
    const label = button.textContent;
    try {
      await Blackfish.copy(text);
      button.textContent = 'Copied';
    } catch {
      button.textContent = 'Copying failed';
    }
    setTimeout(() => { button.textContent = label; }, 2000);
  };

  const deeds = {
    copy: (button, message) => flash(button, message.content),
    'copy-code': (button) => flash(button, button.source.textContent),
    edit: (button, message) => edit(conversation.messages.indexOf(message)),
    'go-on': (button, message) => {
      if (mayAsk()) answer(message, true);
    },
    again: () => {
      if (!mayAsk()) return;
      conversation.messages.pop();
      ask();
    },
  };

  const grow = () => {
    input.rows = Math.min(8, Math.max(2, input.value.split('\n').length));
  };

  log.addEventListener('click', (event) => {
    const button = event.target.closest('[data-deed]');
    if (!button || (abort && !button.dataset.deed.startsWith('copy'))) return;
    const index = [...log.children].indexOf(button.closest('.turn'));
    deeds[button.dataset.deed](button, conversation.messages[index]);
  });

  at('composer').addEventListener('submit', (event) => {
    event.preventDefault();
    send();
  });
  input.addEventListener('input', grow);
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      send();
    } else if (event.key === 'Escape' && abort) {
      abort.abort();
    }
  });
  at('stop').addEventListener('click', () => abort?.abort());
  at('cancel-edit').addEventListener('click', () => { input.value = ''; edit(null); });
  at('settings-form').addEventListener('submit', (event) => event.preventDefault());
  window.addEventListener('pagehide', () => abort && keep());

  open(conversations.find(Blackfish.recall('chat-open')) ?? conversations.blank(settings()));
  Blackfish.chatIsIdle = () => abort === null;
})();
