// Polls the progress of the fill, and opens the next page when it is finished.
const page = document.querySelector('[data-filling]');

const show = report => {
  page.dataset.state = report.state;
  page.querySelector('progress').value = report.percent;
  page.querySelector('[data-step]').textContent = report.step;
  page.querySelector('[data-left]').textContent = report.left;
};

const ask = async () => {
  try {
    const answer = await fetch(page.dataset.progress, { cache: 'no-store' });
    if (answer.ok) {
      const report = await answer.json();
      show(report);
      if (report.state === 'finished') location.replace(page.dataset.next);
      if (report.state !== 'filling') return;
    }
  } catch {
    // The server restarts: it continues where it stopped.
  }
  setTimeout(ask, 400);
};

if (page) ask();
