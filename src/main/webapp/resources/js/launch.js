// The slider and its number say the same; the launch button works once until the server has answered.
(() => {
  const target = (slider) => document.getElementById(slider.dataset.drives);

  document.addEventListener('input', (event) => {
    const slider = event.target.closest('input[data-drives]');
    if (slider) {
      target(slider).value = slider.value;
      return;
    }
    for (const each of document.querySelectorAll('input[data-drives]')) {
      if (target(each) === event.target) each.value = event.target.value;
    }
  });

  Blackfish.launching = (busy) => {
    const button = document.getElementById('launch:go');
    button.disabled = busy;
    button.setAttribute('aria-busy', String(busy));
    button.querySelector('.ui-button-text').textContent = busy ? 'Launching …' : 'Launch';
  };
})();
