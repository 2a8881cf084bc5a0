// Sets light or dark before the first paint, and stores the reader's choices for the frame of every page.
(() => {
  const root = document.documentElement;
  const prefersDark = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    const theme = root.dataset.theme;
    root.dataset.scheme = theme === 'auto' ? (prefersDark.matches ? 'dark' : 'light') : theme;
  };
  apply();
  prefersDark.addEventListener('change', apply);

  const mark = () => {
    for (const button of document.querySelectorAll('[data-choose-theme]')) {
      button.setAttribute('aria-pressed', String(button.dataset.chooseTheme === root.dataset.theme));
    }
  };
  const keep = (name, value) => { document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax`; };
  const chooseTheme = choice => {
    root.dataset.theme = choice;
    keep('portal-theme', choice);
    apply();
    mark();
  };
  // A menu that was just opened: its first item gets the focus as soon as it is there; the key that leads to the item informs the menu.
  const focusMenu = (tries = 60) => {
    const item = document.querySelector('.mud-popover-open .mud-menu-item');
    if (item) {
      item.focus();
      item.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
    } else if (tries > 0) requestAnimationFrame(() => focusMenu(tries - 1));
  };
  // A closed menu gives the focus back to its button, unless another element was clicked.
  let pointing = false;
  document.addEventListener('pointerdown', () => { pointing = true; }, true);
  document.addEventListener('keydown', () => { pointing = false; }, true);
  const leaveMenu = button => {
    const at = document.activeElement;
    if (!pointing || at === document.body || at?.closest('.mud-popover')) button?.focus({ preventScroll: true });
  };
  window.portal = { chooseTheme, focusMenu: () => focusMenu(), leaveMenu, submit: id => document.getElementById(id)?.requestSubmit() };

  document.addEventListener('DOMContentLoaded', mark);
  document.addEventListener('click', event => {
    const choice = event.target.closest?.('[data-choose-theme]')?.dataset.chooseTheme;
    if (choice) chooseTheme(choice);
    // On a wide screen the button makes the rail narrow or wide again, and the next page begins in the same state.
    const rail = event.target.closest?.('[data-toggle-rail]')?.dataset.toggleRail;
    if (rail && matchMedia('(min-width: 1100px)').matches) keep('portal-rail', rail);
  });
})();
