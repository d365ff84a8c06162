// The slider and its number say the same; the launch button works once until the server has answered.
(() => {
  const target = (slider) => document.getElementById(slider.dataset.drives);

  // A script that was shown is that of other inputs now; what is asked or launched is made of the inputs as they stand.
  const forgetPreview = (event) => {
    if (event.target.closest('form')?.id === 'launch') document.getElementById('launch:preview')?.replaceChildren();
  };
  document.addEventListener('input', forgetPreview);
  document.addEventListener('change', forgetPreview);

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

  // Says of every field with a sentence below it that it is wrong, unfolds where it hides, and goes to the first.
  const showWrong = () => {
    let first = null;
    for (const place of document.querySelectorAll('.wrong-place')) {
      const named = document.getElementById(place.dataset.for);
      const field = named?.matches('input, textarea') ? named : named?.querySelector('input:not([type="hidden"])');
      if (!field) continue;
      const wrong = place.textContent.trim() !== '';
      field.setAttribute('aria-invalid', String(wrong));
      if (!wrong) continue;
      place.closest('details')?.setAttribute('open', '');
      first ??= field;
    }
    first?.focus();
  };

  Blackfish.launchAnswered = (answer) => {
    if (!answer.validationFailed) return;
    Blackfish.launching(false);
    showWrong();
  };

  Blackfish.previewAnswered = () => showWrong();

  // The answer replaces the button.
  Blackfish.asking = () => {
    const button = document.getElementById('launch:ask');
    button.disabled = true;
    button.setAttribute('aria-busy', 'true');
    button.querySelector('.ui-button-text').textContent = 'Asking Slurm …';
  };

  Blackfish.launching = (busy) => {
    const button = document.getElementById('launch:go');
    button.disabled = busy;
    button.setAttribute('aria-busy', String(busy));
    button.querySelector('.ui-button-text').textContent = busy ? 'Launching …' : 'Launch';
  };
})();
