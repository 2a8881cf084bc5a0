import { picture } from '../Exports/ExportMenu.razor.js';

// Draws the options of ApexOptions with ApexCharts, in the colours of the tokens; adds the options that must be functions.
const months = language =>
  Array.from({ length: 12 }, (_, m) => new Intl.DateTimeFormat(language, { month: 'short' }).format(new Date(2014, m, 1)));
const days = language =>
  Array.from({ length: 7 }, (_, d) => new Intl.DateTimeFormat(language, { weekday: 'short' }).format(new Date(2014, 5, 1 + d)));

const locale = language => ({
  name: language,
  options: {
    months: months(language), shortMonths: months(language), days: days(language), shortDays: days(language),
    toolbar: {
      exportToSVG: 'SVG', exportToPNG: 'PNG', exportToCSV: 'CSV',
      menu: '', selection: '', selectionZoom: '', zoomIn: '', zoomOut: '', pan: '', reset: '',
    },
  },
});

// Of the element, not of the document: on paper the colours are light in the dark scheme too.
const tokensOf = element => name => getComputedStyle(element).getPropertyValue(name).trim();
const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

const writer = words => {
  const digits = words.format === 'percent' ? { style: 'percent', maximumFractionDigits: 1 } : { maximumFractionDigits: 0 };
  const format = new Intl.NumberFormat(words.language, digits);
  return value => (value == null ? '' : format.format(value));
};

const labelled = words => words.texts.filter((_, series) => words.labels[series]).flat();

// Space to the right of a line for its last value: as wide as its widest value, with a minimum so that a growing number is not cut.
function labelRoom(words, family) {
  const texts = labelled(words);
  if (texts.length === 0) return 16;
  const pen = document.createElement('canvas').getContext('2d');
  pen.font = `600 12px ${family}`;
  return 16 + Math.ceil(Math.max(...['88,888', ...texts].map(text => pen.measureText(text ?? '').width)));
}

const lastKnown = data => data.reduce((last, value, index) => (value == null ? last : index), -1);

function complete(element, options, words) {
  const write = writer(words);
  const token = tokensOf(element);
  const colors = options.colors.map(name => token(name));
  const label = (series, index) => {
    const data = options.series[series]?.data ?? [];
    const where = words.labels[series];
    return where === 'last' && index === lastKnown(data) ? words.texts[series][index] : '';
  };
  const line = options.chart.type === 'line';
  return {
    ...options,
    colors,
    chart: {
      ...options.chart, height: '100%', width: '100%', parentHeightOffset: 0, background: 'transparent', foreColor: token('--ink-3'),
      fontFamily: 'inherit', toolbar: { show: false }, zoom: { enabled: false }, selection: { enabled: false },
      locales: [locale(words.language)], defaultLocale: words.language,
      animations: {
        enabled: !words.still && !still(), speed: 240,
        animateGradually: { enabled: false }, dynamicAnimation: { enabled: true, speed: 280 },
      },
      events: {
        click: (event, chart, { dataPointIndex } = {}) => {
          const link = words.links[dataPointIndex];
          if (link) window.Blazor.navigateTo(link);
        },
      },
    },
    fill: { type: 'solid', opacity: 1 },
    states: { hover: { filter: { type: 'none' } }, active: { filter: { type: 'none' } } },
    markers: { ...options.markers, strokeWidth: 0, hover: { sizeOffset: 2 } },
    plotOptions: { bar: { columnWidth: '64%', borderRadius: 1 } },
    grid: {
      borderColor: token('--line'), strokeDashArray: 0,
      padding: { top: 4, right: line ? labelRoom(words, getComputedStyle(element).fontFamily) : 8, bottom: 0, left: line ? 16 : 8 },
      xaxis: { lines: { show: false } },
    },
    legend: { show: false },
    dataLabels: {
      enabled: words.labels.some(Boolean),
      enabledOnSeries: words.labels.map((where, index) => (where ? index : -1)).filter(index => index >= 0),
      formatter: (_, { seriesIndex, dataPointIndex }) => label(seriesIndex, dataPointIndex),
      // The label is beside the last point: above it, a steeply falling line would cross it.
      background: { enabled: false }, offsetX: 4, offsetY: 1, textAnchor: 'start', style: { fontSize: '12px', fontWeight: 600, colors },
      dropShadow: { enabled: false },
    },
    xaxis: {
      ...options.xaxis, type: 'category', axisBorder: { color: token('--line-strong') }, axisTicks: { show: false },
      tickPlacement: line ? 'on' : 'between',
      labels: { rotate: 0, hideOverlappingLabels: true, trim: false, style: { fontSize: '12px' } }, tooltip: { enabled: false },
      crosshairs: { stroke: { color: token('--line-strong'), dashArray: 0 } },
    },
    yaxis: { ...options.yaxis, labels: { formatter: write, minWidth: 36, style: { fontSize: '12px' } } },
    tooltip: {
      shared: true, intersect: false, theme: document.documentElement.dataset.scheme, fillSeriesColor: false,
      x: { formatter: (_, { dataPointIndex } = {}) => words.names[dataPointIndex] ?? '' },
      y: { formatter: (_, { seriesIndex, dataPointIndex }) => words.texts[seriesIndex]?.[dataPointIndex] ?? '—' },
    },
    annotations: {
      yaxis: options.annotations.yaxis.map(target => ({
        ...target, borderColor: token('--ink-2'), strokeDashArray: 3, borderWidth: 1,
        label: {
          ...target.label, position: 'left', textAnchor: 'start', offsetX: 4, offsetY: -3, borderWidth: 0,
          style: {
            background: 'transparent', color: token('--ink-2'), fontSize: '12px', padding: { left: 0, right: 0, top: 0, bottom: 0 },
          },
        },
      })),
    },
  };
}

// The drawing with its title and background, as a standalone SVG.
function standalone(element, title) {
  const head = 44;
  const token = tokensOf(element);
  const drawn = element.querySelector('svg').cloneNode(true);
  const onlyOnScreen = 'foreignObject, .apexcharts-tooltip, .apexcharts-xcrosshairs, .apexcharts-ycrosshairs';
  drawn.querySelectorAll(onlyOnScreen).forEach(part => part.remove());
  const { width, height } = element.getBoundingClientRect();
  const make = (name, attributes, ...parts) => {
    const made = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...parts);
    return made;
  };
  drawn.setAttribute('y', head);
  drawn.setAttribute('width', width);
  drawn.setAttribute('height', height);
  const whole = make(
    'svg', { width: Math.ceil(width), height: Math.ceil(height + head), 'font-family': getComputedStyle(element).fontFamily },
    make('rect', { width: '100%', height: '100%', fill: token('--surface') }),
    make('text', { x: 16, y: 28, 'font-size': 16, 'font-weight': 600, fill: token('--ink') }, title), drawn);
  return new XMLSerializer().serializeToString(whole);
}

export async function draw(library, element, options, words) {
  if (!window.ApexCharts) await import(library);
  words.still = element.closest('[data-still]') !== null; // no animation where the page may be printed at any moment
  const chart = new window.ApexCharts(element, complete(element, options, words));
  const drawn = chart.render();
  // Points that open something show it by the pointer.
  const point = () => { element.style.cursor = words.links.some(Boolean) ? 'pointer' : ''; };
  point();
  const recolour = () => chart.updateOptions(complete(element, options, words), false, false, false);
  const scheme = new MutationObserver(recolour);
  scheme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-scheme'] });
  await drawn;
  return {
    // The library's callbacks read these texts, so they change with the numbers.
    update(series, newWords) {
      options.series = series;
      Object.assign(words, newWords);
      point();
      return void chart.updateSeries(series, !still());
    },
    redraw(newOptions, newWords) {
      Object.assign(options, newOptions);
      Object.assign(words, newWords);
      point();
      return void chart.updateOptions(complete(element, options, words), true, !still(), false);
    },
    save: (title, name, extension) => picture(standalone(element, title), name, extension),
    destroy() {
      scheme.disconnect();
      chart.destroy();
    },
  };
}
