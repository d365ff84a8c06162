// Conversations live in this browser alone, one storage key each, so that two tabs do not overwrite each other's.
Blackfish.conversations = (() => {
  // All apps of a portal share one origin, so every key carries the base path.
  const prefix = `blackfish:${Blackfish.base || '/'}:chat:`;

  const parse = (key) => {
    try {
      const conversation = JSON.parse(localStorage.getItem(key));
      return Array.isArray(conversation?.messages) ? conversation : null;
    } catch {
      return null;
    }
  };

  const keys = () => {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    } catch {
      return [];
    }
  };

  // Newest first.
  const all = () => keys().map(parse).filter(Boolean).sort((a, b) => b.changed - a.changed);

  const find = (id) => parse(prefix + id);

  // False when the browser has no room or keeps nothing.
  const save = (conversation) => {
    try {
      localStorage.setItem(prefix + conversation.id, JSON.stringify(conversation));
      return true;
    } catch {
      return false;
    }
  };

  const remove = (id) => localStorage.removeItem(prefix + id);

  const blank = (settings) => ({
    id: Date.now().toString(36) + Math.random().toString(36).slice(2, 8),
    title: 'New conversation',
    began: Date.now(),
    changed: Date.now(),
    settings,
    messages: [],
  });

  const title = (text) => {
    const line = text.trim().split('\n')[0];
    return line.length > 60 ? `${line.slice(0, 59)}…` : line;
  };

  const speaker = (message) => (message.role === 'user' ? 'You' : message.model || 'Assistant');

  const ending = (message) => (message.sentence ? `\n\n*${message.sentence}*` : '');

  const markdown = (conversation) => {
    const system = conversation.settings.system ? [`> System prompt: ${conversation.settings.system.replace(/\n/g, '\n> ')}`] : [];
    const turns = conversation.messages.map((m) => `## ${speaker(m)}\n\n${m.content}${ending(m)}`);
    const head = `# ${conversation.title}\n\n${new Date(conversation.began).toISOString()}`;
    return `${[head, ...system, ...turns].join('\n\n')}\n`;
  };

  const json = (conversation) => `${JSON.stringify(conversation, null, 2)}\n`;

  return { all, find, save, remove, blank, title, markdown, json };
})();
