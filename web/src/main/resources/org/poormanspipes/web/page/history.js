// What the page remembers: of each pipe, and of all together, the rates of the last five minutes,
// made of two snapshots each.

export const LENGTH = 300;

const COUNTERS = ['bytes-in', 'bytes-out', 'messages-in', 'messages-out'];
export const BYTES_IN = 0;
export const BYTES_OUT = 1;
export const MESSAGES_IN = 2;
export const MESSAGES_OUT = 3;

class Series {
  constructor() {
    this.values = COUNTERS.map(() => new Float32Array(LENGTH).fill(NaN));
    this.rates = [NaN, NaN, NaN, NaN];
    this.busy = 0;
  }

  put(at, rates) {
    this.rates = rates;
    rates.forEach((rate, counter) => {
      this.values[counter][at] = rate;
    });
    const now = (rates[BYTES_IN] || 0) + (rates[BYTES_OUT] || 0);
    // Of about the last ten seconds: who is busiest should not change with each look.
    this.busy += (now - this.busy) * 0.2;
  }
}

export class History {
  constructor() {
    this.times = new Float64Array(LENGTH).fill(NaN);
    this.next = 0;
    this.total = new Series();
    this.series = new Map();
    this.before = new Map();
    this.beforeAt = NaN;
  }

  /// Takes a snapshot in.
  add(snapshot) {
    const at = this.next;
    this.next = (at + 1) % LENGTH;
    const seconds = (snapshot.taken.at - this.beforeAt) / 1000;
    this.times[at] = snapshot.taken.at;
    this.beforeAt = snapshot.taken.at;
    const before = new Map();
    const total = [0, 0, 0, 0];
    for (const pipe of snapshot.pipes) {
      const id = identity(pipe);
      const last = this.before.get(id);
      before.set(id, pipe);
      const rates = COUNTERS.map(counter => rate(last, pipe, counter, seconds));
      rates.forEach((value, counter) => {
        total[counter] += Number.isFinite(value) ? value : 0;
      });
      this.of(pipe).put(at, rates);
    }
    for (const [id, series] of this.series) {
      if (!before.has(id)) {
        this.series.delete(id);
      } else if (!Number.isFinite(seconds)) {
        series.busy = 0;
      }
    }
    this.before = before;
    this.total.put(at, Number.isFinite(seconds) ? total : [NaN, NaN, NaN, NaN]);
  }

  /// A gap: nothing is known of the time until the next snapshot.
  interrupt() {
    if (!Number.isFinite(this.beforeAt)) {
      return;
    }
    const at = this.next;
    this.next = (at + 1) % LENGTH;
    this.times[at] = this.beforeAt + 1;
    this.before = new Map();
    this.beforeAt = NaN;
    for (const series of [this.total, ...this.series.values()]) {
      series.put(at, [NaN, NaN, NaN, NaN]);
    }
  }

  of(pipe) {
    const id = identity(pipe);
    let series = this.series.get(id);
    if (!series) {
      series = new Series();
      this.series.set(id, series);
    }
    return series;
  }

  /// The points of one counter, oldest first: [milliseconds, rate].
  points(series, counter) {
    const points = [];
    for (let step = 0; step < LENGTH; step++) {
      const at = (this.next + step) % LENGTH;
      if (Number.isFinite(this.times[at])) {
        points.push([this.times[at], series.values[counter][at]]);
      }
    }
    return points;
  }
}

/// A pipe that was removed and made again is another.
export function identity(pipe) {
  return `${pipe.number} ${pipe.created ?? ''}`;
}

function rate(before, now, counter, seconds) {
  if (!before || !(seconds > 0) || now[counter] === undefined) {
    return NaN;
  }
  const difference = now[counter] - before[counter];
  // The counters of one that died uncounted may go back a little.
  return Math.max(0, difference) / seconds;
}
