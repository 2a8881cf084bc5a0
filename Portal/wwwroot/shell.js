// Starts the circuit, restores a lost connection, and places the panels that open below their buttons.
(() => {
  const bar = document.getElementById('components-reconnect-modal');
  const say = state => { if (state) bar.dataset.state = state; else delete bar.dataset.state; };

  // Waits until the server answers: a page of the proxy or an error page would follow no figures.
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

  // A page that failed while the server or its database was down is loaded again, unless it has input that can still be copied.
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
      // Retries as configured; once more when the window becomes visible again.
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

  // Without input in any window the session ends; what happens in a circuit is no request, so a page tells of it once a minute.
  const tellEveryMilliseconds = 60000;
  let told = Date.now();
  const tell = () => {
    if (Date.now() - told < tellEveryMilliseconds) return;
    told = Date.now();
    fetch('/account/input', { method: 'POST', redirect: 'manual', keepalive: true }).catch(() => {});
  };
  for (const kind of ['keydown', 'pointerdown', 'wheel', 'touchstart']) addEventListener(kind, tell, { capture: true, passive: true });

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
  // Copies a text. Where the browser refuses the clipboard to insecure origins, it is selected and copied as by hand.
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
  // Below 1,100 px the rail covers the page: Escape closes it like a click outside, and opening it focuses its first link.
  const menuButton = () => document.querySelector('.menu-button');
  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || !document.querySelector('.rail.mud-drawer-temporary.mud-drawer--open')) return;
    menuButton()?.click();
    menuButton()?.focus();
  });
  document.addEventListener('transitionend', event => {
    if (event.target.matches?.('.rail.mud-drawer-temporary.mud-drawer--open') && document.activeElement === menuButton())
    event.target.querySelector('a')?.focus();
  });
  // A choice closes the panel.
  document.addEventListener('click', event => {
    const chosen = event.target.closest?.('[popover] a');
    chosen?.closest('[popover]')?.hidePopover();
  });
})();
