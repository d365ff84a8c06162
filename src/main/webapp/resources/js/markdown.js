// Markdown of a model as nodes of the page. Model output is hostile: HTML in it is shown as text, pictures become
// links (the page loads nothing from elsewhere), and what the renderer made is sanitised all the same.
Blackfish.markdown = (() => {
  const escape = (text) =>
    text.replace(/[&<>"']/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[c]);

  const renderer = {
    html({ text, block }) {
      if (/^<br\s*\/?>\s*$/i.test(text)) return '<br>';
      return block ? `<p>${escape(text)}</p>` : escape(text);
    },
    image({ href, text }) {
      return `<a href="${escape(href)}">${escape(text || href)}</a>`;
    },
    heading({ tokens, depth }) {
      // The page owns the first two levels.
      const level = Math.min(depth + 2, 6);
      return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>`;
    },
    code({ text, lang }) {
      const language = (lang || '').split(/\s/)[0];
      return `<pre title="${escape(language)}"><code>${escape(text)}\n</code></pre>`;
    },
  };
  const reader = new marked.Marked({ gfm: true, renderer });

  const allowed = {
    ALLOWED_TAGS: ['a', 'blockquote', 'br', 'code', 'del', 'em', 'h3', 'h4', 'h5', 'h6', 'hr', 'input', 'li', 'ol', 'p',
      'pre', 'strong', 'table', 'tbody', 'td', 'th', 'thead', 'tr', 'ul'],
    ALLOWED_ATTR: ['align', 'checked', 'disabled', 'href', 'start', 'title', 'type'],
    // Values of all other attributes have to look like the addresses below.
    ADD_URI_SAFE_ATTR: ['align', 'checked', 'disabled', 'start', 'type'],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    ALLOWED_URI_REGEXP: /^(?:https?:\/\/|mailto:)/i,
    RETURN_DOM_FRAGMENT: true,
  };

  const wrap = (element, className) => {
    const box = document.createElement('div');
    box.className = className;
    element.replaceWith(box);
    box.append(element);
    return box;
  };

  const button = (code) => {
    const copy = document.createElement('button');
    copy.type = 'button';
    copy.className = 'button small';
    copy.dataset.deed = 'copy-code';
    copy.textContent = 'Copy';
    copy.setAttribute('aria-label', 'Copy this code');
    copy.source = code;
    return copy;
  };

  const dress = (nodes) => {
    for (const link of nodes.querySelectorAll('a[href]')) {
      link.rel = 'noopener noreferrer';
      link.target = '_blank';
    }
    for (const table of nodes.querySelectorAll('table')) wrap(table, 'wide-table').tabIndex = 0;
    for (const pre of nodes.querySelectorAll('pre')) {
      const language = document.createElement('span');
      language.textContent = pre.title || 'text';
      pre.removeAttribute('title');
      pre.tabIndex = 0;
      const head = document.createElement('div');
      head.className = 'code-head';
      head.append(language, button(pre));
      wrap(pre, 'code-box').prepend(head);
    }
    for (const box of nodes.querySelectorAll('input')) box.disabled = true;
    return nodes;
  };

  return (text) => dress(DOMPurify.sanitize(reader.parse(text), allowed));
})();
