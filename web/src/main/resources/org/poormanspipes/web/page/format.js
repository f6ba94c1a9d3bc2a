// Numbers and times for people.

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
const SCALES = ['', 'k', 'M', 'G', 'T'];

function scaled(value, step, names, unit) {
  if (!Number.isFinite(value)) {
    return '–';
  }
  let index = 0;
  while (Math.abs(value) >= step * 0.9995 && index < names.length - 1) {
    value /= step;
    index++;
  }
  const digits = index === 0 ? (value < 10 && value % 1 ? 1 : 0) : value < 10 ? 2 : value < 100 ? 1 : 0;
  return `${value.toFixed(digits)}${unit(names[index])}`;
}

/// 1.5 KiB
export function bytes(value) {
  return scaled(value, 1024, UNITS, name => ` ${name}`);
}

/// 1.5 KiB/s
export function byteRate(value) {
  return Number.isFinite(value) ? `${bytes(value)}/s` : '–';
}

/// 12.3k
export function count(value) {
  return scaled(value, 1000, SCALES, name => name);
}

export function countRate(value) {
  return Number.isFinite(value) ? `${count(value)}/s` : '–';
}

/// 1 234 567
export function exact(value) {
  return Number(value).toLocaleString('en-US').replaceAll(',', '\u2009');
}

export function percent(part, whole) {
  return whole > 0 ? `${Math.min(100, Math.round((100 * part) / whole))} %` : '–';
}

/// How long ago: 3 s, 12 min, 4 h, 2 d.
export function since(text, now) {
  const seconds = Math.max(0, Math.round((now - Date.parse(text)) / 1000));
  if (Number.isNaN(seconds)) {
    return '–';
  }
  if (seconds < 120) {
    return `${seconds} s`;
  }
  if (seconds < 7200) {
    return `${Math.round(seconds / 60)} min`;
  }
  return seconds < 172800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86400)} d`;
}

/// The name of a pipe for a person, never empty.
export function pipeName(pipe) {
  if (pipe.name === undefined) {
    return `(number ${pipe.number})`;
  }
  return pipe.name === '' ? '(unnamed)' : pipe.name;
}

/// One or several of something.
export function several(number, one, many = `${one}s`) {
  return `${exact(number)} ${number === 1 ? one : many}`;
}
