// Rates over time: two lines, what went in and what came out, over five minutes.

import {drawn, element, set, write} from './dom.js';

const WIDTH = 600;
const HEIGHT = 150;
const SPAN = 300000;
const TICKS = [300, 240, 180, 120, 60, 0];

/// An empty chart, to be updated.
///
/// @param title what it shows
/// @param show puts a rate into words
/// @param step from unit to unit in these words
export function makeChart(title, show, step) {
  const chart = element('figure', {class: 'chart'});
  const parts = {
    show,
    step,
    title,
    in: element('b', {}, '–'),
    out: element('b', {}, '–'),
    most: element('span', {class: 'most'}),
    svg: drawn('svg', {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img'}),
    area: drawn('path', {class: 'area-in'}),
    lineIn: drawn('path', {class: 'line-in'}),
    lineOut: drawn('path', {class: 'line-out'}),
    cross: drawn('path', {class: 'cross', visibility: 'hidden'}),
    reading: element('output', {class: 'reading'}),
  };
  for (const share of [0.25, 0.5, 0.75]) {
    const y = HEIGHT * share;
    parts.svg.append(drawn('path', {class: 'grid', d: `M0 ${y}H${WIDTH}`}));
  }
  parts.svg.append(parts.area, parts.lineIn, parts.lineOut, parts.cross);
  const axis = element('div', {class: 'axis', 'aria-hidden': 'true'},
      ...TICKS.map(seconds => element('span', {}, seconds === 0 ? 'now' : `−${seconds / 60} min`)));
  chart.append(
      element('figcaption', {},
          element('span', {class: 'chart-title'}, title),
          element('span', {class: 'key key-in'}, 'in ', parts.in),
          element('span', {class: 'key key-out'}, 'out ', parts.out)),
      element('div', {class: 'plot'}, parts.svg, parts.most, parts.reading),
      axis);
  chart.parts = parts;
  parts.svg.addEventListener('pointermove', event => point(chart, event));
  parts.svg.addEventListener('pointerleave', () => point(chart, null));
  return chart;
}

/// Brings a chart up to date.
///
/// @param came the points of what went in, oldest first
/// @param went of what came out
/// @param now the time of the right edge
export function updateChart(chart, came, went, now) {
  const {parts} = chart;
  let most = 0;
  for (const [, rate] of [...came, ...went]) {
    most = rate > most ? rate : most;
  }
  const top = niceTop(most, parts.step);
  const into = path(came, now, top);
  set(parts.lineIn, {d: into.line});
  set(parts.area, {d: into.area});
  set(parts.lineOut, {d: path(went, now, top).line});
  const lastIn = came.at(-1)?.[1] ?? NaN;
  const lastOut = went.at(-1)?.[1] ?? NaN;
  write(parts.in, parts.show(lastIn));
  write(parts.out, parts.show(lastOut));
  write(parts.most, top > 0 ? parts.show(top) : '');
  set(parts.svg, {
    'aria-label': `${parts.title}: ${parts.show(lastIn)} in, ${parts.show(lastOut)} out, at most `
        + `${parts.show(most)} in the last five minutes`,
  });
  chart.data = {came, went, now};
}

/// A round number of some unit: it should not move with every look.
function niceTop(most, step) {
  if (!(most > 0)) {
    return 0;
  }
  const unit = step ** Math.max(0, Math.floor(Math.log(most) / Math.log(step)));
  return [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000]
      .map(times => times * unit).find(top => top >= most * 1.05);
}

function path(points, now, top) {
  let line = '';
  let area = '';
  let from = null;
  let x = 0;
  for (const [at, rate] of points) {
    if (!Number.isFinite(rate) || now - at > SPAN) {
      area += from === null ? '' : `L${x} ${HEIGHT}L${from} ${HEIGHT}Z`;
      from = null;
      continue;
    }
    x = (WIDTH * (1 - (now - at) / SPAN)).toFixed(1);
    const y = (HEIGHT - 2 - (top > 0 ? (HEIGHT - 6) * (rate / top) : 0)).toFixed(1);
    line += `${from === null ? 'M' : 'L'}${x} ${y}`;
    area += `${from === null ? 'M' : 'L'}${x} ${y}`;
    from ??= x;
  }
  area += from === null ? '' : `L${x} ${HEIGHT}L${from} ${HEIGHT}Z`;
  return {line, area};
}

/// What the lines say where the pointer is.
function point(chart, event) {
  const {parts, data} = chart;
  const box = parts.svg.getBoundingClientRect();
  const share = event && data ? (event.clientX - box.left) / box.width : NaN;
  let nearest = -1;
  if (Number.isFinite(share)) {
    const wanted = data.now - SPAN * (1 - share);
    data.came.forEach(([at], index) => {
      if (Number.isFinite(data.came[index][1])
          && (nearest < 0 || Math.abs(at - wanted) < Math.abs(data.came[nearest][0] - wanted))) {
        nearest = index;
      }
    });
  }
  if (nearest < 0) {
    set(parts.cross, {visibility: 'hidden'});
    write(parts.reading, '');
    return;
  }
  const [at, rate] = data.came[nearest];
  const x = (WIDTH * (1 - (data.now - at) / SPAN)).toFixed(1);
  set(parts.cross, {d: `M${x} 0V${HEIGHT}`, visibility: null});
  const ago = Math.round((data.now - at) / 1000);
  write(parts.reading,
      `${ago} s ago: ${parts.show(rate)} in, ${parts.show(data.went[nearest][1])} out`);
}
