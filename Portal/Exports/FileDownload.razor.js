// Has the browser take a file from its address, without leaving the page.
export function take(address) {
  const link = document.createElement('a');
  link.href = address;
  link.download = '';
  document.body.append(link);
  link.click();
  link.remove();
}
