// Says once, ten minutes before, when the portal will end this session; the top bar counts the time all along.
(() => {
  const place = document.getElementById('session-word');
  const ends = Date.parse(place.dataset.ends);
  if (Number.isNaN(ends)) return;
  const tenMinutes = 600000;

  const warn = () => {
    const at = document.createElement('time');
    at.dateTime = place.dataset.ends;
    at.dataset.clock = 'time';
    const words = document.createElement('div');
    words.append('This session ends at ', at, '. Your services run on; start a new session to see them again.');
    const mark = document.createElement('span');
    mark.className = 'mark';
    mark.ariaHidden = 'true';
    const message = document.createElement('div');
    message.className = 'message wait';
    message.append(mark, words);
    place.append(message);
    document.documentElement.dataset.session = 'ends';
  };

  // A timer would sleep as long as the laptop does.
  const look = () => {
    if (ends - Blackfish.now() > tenMinutes) return;
    clearInterval(looking);
    warn();
  };
  const looking = setInterval(look, 5000);
  look();
})();
