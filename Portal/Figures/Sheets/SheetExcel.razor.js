// Sends the chosen file as it is, outside the circuit, and passes the id of the result to the page.
export function attach(input, page) {
  const take = async () => {
    const file = input.files[0];
    input.value = '';
    if (!file) return;
    await page.invokeMethodAsync('Sending');
    try {
      const answer = await fetch(`${location.pathname.replace(/\/$/, '')}/template.xlsx`, {
        method: 'POST',
        headers: { RequestVerificationToken: document.querySelector('input[name="__RequestVerificationToken"]')?.value ?? '' },
        body: file,
      });
      if (!answer.ok) throw new Error(answer.statusText);
      await page.invokeMethodAsync('SentAsync', (await answer.json()).id);
    } catch {
      await page.invokeMethodAsync('Failed');
    }
  };
  input.addEventListener('change', take);
  take(); // a file chosen while this script was loaded
}
