// Decides light or dark before anything is painted, and answers the theme switch.
(() => {
  const root = document.documentElement;
  const prefersDark = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    const theme = root.dataset.theme;
    root.dataset.scheme = theme === 'auto' ? (prefersDark.matches ? 'dark' : 'light') : theme;
  };
  apply();
  prefersDark.addEventListener('change', apply);

  document.addEventListener('click', event => {
    const choice = event.target.closest?.('[data-choose-theme]')?.dataset.chooseTheme;
    if (!choice) return;
    root.dataset.theme = choice;
    document.cookie = `portal-theme=${choice}; path=/; max-age=31536000; samesite=lax`;
    apply();
    markTheme();
  });

  const markTheme = () => {
    for (const button of document.querySelectorAll('[data-choose-theme]')) {
      if (button.dataset.chooseTheme === root.dataset.theme) button.setAttribute('aria-current', 'true');
      else button.removeAttribute('aria-current');
    }
  };
  document.addEventListener('toggle', event => { if (event.target.querySelector?.('[data-choose-theme]')) markTheme(); }, true);
})();
