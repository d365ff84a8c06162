// Writes every <time data-clock> in local words and keeps the running ones running; UTC is in the tooltip.
(() => {
  const units = [['d', 86400], ['h', 3600], ['min', 60], ['s', 1]];

  const duration = (seconds) => {
    let rest = Math.max(0, Math.floor(seconds));
    const parts = [];
    for (const [unit, size] of units) {
      const amount = Math.floor(rest / size);
      rest -= amount * size;
      if (amount > 0) parts.push(`${amount} ${unit}`);
    }
    return parts.slice(0, 2).join(' ') || '0 s';
  };

  const clockTime = (moment) => {
    const today = moment.toDateString() === new Date(Blackfish.now()).toDateString();
    const time = { hour: '2-digit', minute: '2-digit' };
    return moment.toLocaleString([], today ? time : { ...time, day: 'numeric', month: 'short' });
  };

  const words = (element, moment) => {
    const age = (Blackfish.now() - moment) / 1000;
    switch (element.dataset.clock) {
      case 'since': return duration(age);
      case 'left': return age < 0 ? duration(-age) : 'over';
      case 'ago': return age < 5 ? 'just now' : `${duration(age).split(' ').slice(0, 2).join(' ')} ago`;
      default: return clockTime(moment);
    }
  };

  const tick = () => {
    for (const element of document.querySelectorAll('time[data-clock]')) {
      const moment = new Date(element.dateTime);
      if (Number.isNaN(moment.getTime())) continue;
      const text = words(element, moment);
      if (element.textContent !== text) element.textContent = text;
      if (!element.title) element.title = moment.toISOString().replace(/\.\d+Z$/, 'Z');
    }
  };

  tick();
  setInterval(tick, 1000);
  new MutationObserver(tick).observe(document.body, { childList: true, subtree: true });
  Blackfish.duration = duration;
})();
