// Starts the circuit, mends a lost connection, and places the panels that open below their buttons.
(() => {
  const bar = document.getElementById('components-reconnect-modal');
  const say = state => { if (state) bar.dataset.state = state; else delete bar.dataset.state; };

  // Not before somebody can serve it: a page of the proxy's or an error's would follow nothing any more.
  const ready = async () => {
    try {
      return (await fetch('/health/ready', { cache: 'no-store' })).ok;
    } catch {
      return false;
    }
  };
  let reloading = false;
  const reload = async () => {
    if (reloading) return;
    reloading = true;
    say('reloading');
    while (!await ready()) await new Promise(resolve => setTimeout(resolve, 1000));
    location.reload();
  };

  // What failed while the server or its database was away is opened again by itself, unless somebody has typed something that can still be copied from the page.
  const failed = document.getElementById('blazor-error-ui');
  const restMilliseconds = 20000;
  let typed = false;
  document.addEventListener('input', () => { typed = true; }, true);
  if (failed) {
    new MutationObserver(() => {
      const last = Number(sessionStorage.getItem('reopened') ?? 0);
      if (failed.style.display !== 'block' || typed || Date.now() - last < restMilliseconds) return;
      sessionStorage.setItem('reopened', String(Date.now()));
      setTimeout(reload, 2000);
    }).observe(failed, { attributes: true, attributeFilter: ['style'] });
  }

  bar?.addEventListener('components-reconnect-state-changed', async ({ detail: { state } }) => {
    if (state === 'show' || state === 'retrying' || state === 'paused') say('retrying');
    else if (state === 'hide') say(null);
    else if (state === 'rejected' || state === 'resume-failed') reload();
    else if (state === 'failed') {
      // Asked as often as was agreed; once more whenever somebody looks at the page again.
      say('retrying');
      document.addEventListener('visibilitychange', reload, { once: true });
    }
  });

  window.Blazor?.start({
    ssr: { disableDomPreservation: true },
    circuit: {
      reconnectionOptions: {
        maxRetries: 100000,
        retryIntervalMilliseconds: attempt => Math.min(500 * 2 ** Math.min(attempt, 4), 5000),
      },
    },
  });

  const place = panel => {
    const button = document.querySelector(`[popovertarget="${panel.id}"]`);
    if (!button) return;
    const at = button.getBoundingClientRect();
    const size = panel.getBoundingClientRect();
    const left = Math.max(8, Math.min(at.left, innerWidth - size.width - 8));
    const below = at.bottom + 4;
    const top = below + size.height > innerHeight - 8 ? Math.max(8, Math.min(below, innerHeight - size.height - 8)) : below;
    panel.style.left = `${left}px`;
    panel.style.top = `${top}px`;
  };
  document.addEventListener('toggle', event => {
    if (event.newState === 'open' && event.target.matches?.('.panel')) place(event.target);
  }, true);
  // A text to take along. Where the browser keeps the clipboard to secure origins, it is selected and copied as by hand.
  const copy = async text => {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const field = document.body.appendChild(Object.assign(document.createElement('textarea'), { value: text, readOnly: true }));
    field.select();
    document.execCommand('copy');
    field.remove();
  };
  document.addEventListener('click', async event => {
    if (event.target.closest?.('[data-print]')) return print();
    const button = event.target.closest?.('[data-copy]');
    if (!button) return;
    await copy(button.dataset.copy);
    button.classList.add('has-copied');
    setTimeout(() => button.classList.remove('has-copied'), 3000);
  });
  // Below 1,100 px the rail lies over the page: Escape closes it as a click beside it does, and opening it leads to its first link.
  const menuButton = () => document.querySelector('.menu-button');
  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || !document.querySelector('.rail.mud-drawer-temporary.mud-drawer--open')) return;
    menuButton()?.click();
    menuButton()?.focus();
  });
  document.addEventListener('transitionend', event => {
    if (event.target.matches?.('.rail.mud-drawer-temporary.mud-drawer--open') && document.activeElement === menuButton()) event.target.querySelector('a')?.focus();
  });
  // Whoever has chosen is done with the panel.
  document.addEventListener('click', event => {
    const chosen = event.target.closest?.('[popover] a');
    chosen?.closest('[popover]')?.hidePopover();
  });
})();
