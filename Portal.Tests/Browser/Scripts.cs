namespace Portal.Tests.Browser;

/// <summary>Scripts that run in a page and measure it.</summary>
internal static class Scripts
{
    /// <summary>
    /// Sums layout shifts without a click, from the first paint on, in <c>window.shifted</c>; each with the moved elements in
    /// <c>window.shifts</c>.
    /// </summary>
    public const string NoteShifts = """
        window.shifted = 0; window.shifts = [];
        new PerformanceObserver(list => {
          for (const entry of list.getEntries()) {
            if (entry.hadRecentInput) continue;
            window.shifted += entry.value;
            const nameOf = node => (node ? node.id || node.className || node.nodeName : '?');
            window.shifts.push(entry.value.toFixed(4) + ' ' + entry.sources.map(s => nameOf(s.node)).join(', '));
          }
        }).observe({ type: 'layout-shift', buffered: true });
        """;

    /// <summary>
    /// Notes in <c>window.loss</c> how many lines of text the request's page showed, and which of them were not there at any moment after
    /// it.
    /// </summary>
    public const string NoteLoss = """
        (() => {
          const lines = () => [...document.querySelectorAll('.bar, #main')]
            .flatMap(part => part.innerText.split('\n')).map(line => line.trim()).filter(Boolean);
          const loss = { shown: 0, lost: [] };
          let first = null;
          window.loss = loss;
          document.addEventListener('DOMContentLoaded', () => {
            first = lines();
            loss.shown = first.length;
            new MutationObserver(() => {
              const now = new Set(lines());
              for (const line of first) if (!now.has(line) && !loss.lost.includes(line)) loss.lost.push(line);
            }).observe(document, { childList: true, subtree: true, characterData: true });
          });
        })();
        """;

    /// <summary>
    /// What the page took: milliseconds to the first byte and to the whole page, KiB of it, elements, and pixels it is wider than the
    /// window; between tabs.
    /// </summary>
    public const string Took = """
        () => {
          const page = performance.getEntriesByType('navigation')[0];
          const wider = document.documentElement.scrollWidth - window.innerWidth;
          return [page.responseStart, page.responseEnd, page.decodedBodySize / 1024, document.querySelectorAll('*').length, wider]
            .map(Math.round).join('\t');
        }
        """;

    /// <summary>Texts that are cut off or stick out, and the page itself when it scrolls sideways; one line each.</summary>
    /// <remarks>A text may end in an ellipsis on purpose, and a table may scroll within its own frame.</remarks>
    public const string CutOff = """
        () => {
          const found = [];
          const wide = document.documentElement.scrollWidth;
          if (wide > window.innerWidth) found.push(`the page is ${wide} px wide in a window of ${window.innerWidth}`);
          const scrolls = style => ['auto', 'scroll'].includes(style.overflowX);
          const hides = style => ['hidden', 'clip'].includes(style.overflowX) || ['hidden', 'clip'].includes(style.overflowY);
          const nameOf = e => e.nodeName.toLowerCase() + (e.id ? '#' + e.id : '')
            + (typeof e.className === 'string' && e.className ? '.' + e.className.trim().replaceAll(/\s+/g, '.') : '');
          for (const element of document.querySelectorAll('body *')) {
            const text = [...element.childNodes].filter(n => n.nodeType === Node.TEXT_NODE && n.textContent.trim());
            if (!text.length || element.closest('svg, script, style, noscript, [popover]:not(:popover-open), dialog:not([open])')) continue;
            if (!element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) continue;
            const own = element.getBoundingClientRect();
            if (own.width <= 1 || own.height <= 1) continue; // for screen readers
            const range = document.createRange();
            range.setStart(text[0], 0);
            range.setEnd(text.at(-1), text.at(-1).textContent.length);
            const box = range.getBoundingClientRect();
            if (!box.width) continue;
            for (let around = element; around && around !== document.body; around = around.parentElement) {
              const style = getComputedStyle(around);
              const frame = around.getBoundingClientRect();
              if (frame.width <= 1 || frame.height <= 1 || style.clipPath !== 'none') break; // for screen readers
              if (scrolls(style) || style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none') break;
              if (!hides(style)) {
                if (around.parentElement === document.body && (box.right > window.innerWidth + 1 || box.left < -1))
                  found.push(`${nameOf(element)} sticks out: ${element.textContent.trim().slice(0, 40)}`);
                continue;
              }
              const wide = box.right > frame.right + 1.5 || box.left < frame.left - 1.5;
              if (wide || box.bottom > frame.bottom + 3 || box.top < frame.top - 3) {
                found.push(`${nameOf(element)} is cut by ${nameOf(around)}: ${element.textContent.trim().slice(0, 40)}`);
                break;
              }
            }
          }
          return found;
        }
        """;
}
