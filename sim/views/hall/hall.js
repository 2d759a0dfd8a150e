// A day of an office played as a hall. Everything comes from `model.get("day")`; nothing is asked of the net.
const OUTSIDE = 0, LINE = 1, DESK = 2, ALONE = 3, GONE = 4;
const INK = "#222222", SOFT = "#5f5f5f", FAINT = "#d9d9d9", BLUE = "#0072b2", SKY = "#56b4e9", FILE = "#b08d57";
// How long somebody has waited, from pale to dark: told apart in grey and by the colour-blind.
const WAITS = [[5, "#fde5a3"], [15, "#f9b64a"], [30, "#e8762d"], [60, "#b5342b"], [1e9, "#5b1a3c"]];
const colourOf = minutes => WAITS.find(([most]) => minutes < most)[1];
const clock = s => `${String(Math.floor(s / 3600)).padStart(2, "0")}:${String(Math.floor(s / 60) % 60).padStart(2, "0")}`;
const filled = (words, said) => words.replace(/\{(\w+)\}/g, (_, key) => said[key]);

/** The last spell that has begun by `t`, by bisection; -1 before the first. A spell is [second, where, station, officer]. */
function spellAt(spells, t) {
  let low = 0, high = spells.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spells[middle][0] <= t) low = middle + 1; else high = middle;
  }
  return low - 1;
}

/** How many are where at a second, as the table counts them. */
export function countsAt(hall, t) {
  const found = { waiting: 0, served: 0, done: 0, in_vain: 0, files: 0, missed: 0 };
  for (const one of hall.people) {
    const at = spellAt(one.spells, t);
    if (at < 0) continue;
    const where = one.spells[at][1];
    if (where === OUTSIDE || where === LINE) found.waiting++;
    else if (where === DESK || where === ALONE) found.served++;
    else if (one.outcome === "no_show") found.missed++;
    else if (one.outcome === "served") found.done++;
    else found.in_vain++;
  }
  for (const one of hall.files) {
    const at = spellAt(one.spells, t);
    if (at >= 0 && one.spells[at][1] === LINE) found.files++;
  }
  return found;
}

/** How long somebody has waited by `t`, in seconds. */
function waited(one, t) {
  let sum = 0;
  for (let at = 0; at < one.spells.length; at++) {
    const [begin, where] = one.spells[at];
    if (begin > t) break;
    const end = at + 1 < one.spells.length ? Math.min(one.spells[at + 1][0], t) : t;
    if (where === OUTSIDE || where === LINE) sum += end - begin;
  }
  return sum;
}

/** How many wait at each minute of the day. */
function profile(hall, first, last) {
  const steps = Math.max(1, Math.ceil((last - first) / 60)) + 1, change = new Int32Array(steps + 1);
  for (const one of hall.people)
    one.spells.forEach(([begin, where], at) => {
      if (where !== OUTSIDE && where !== LINE) return;
      change[Math.min(steps, Math.floor((begin - first) / 60))]++;
      change[Math.min(steps, Math.floor((one.spells[at + 1][0] - first) / 60))]--;
    });
  let now = 0;
  return Array.from(change.subarray(0, steps), step => (now += step));
}

class Scene {
  constructor(hall, canvas, words, day) {
    Object.assign(this, { hall, canvas, words, day });
    this.places = new Map();
    this.lines = hall.stations.filter(station => station.back === false);
    this.shelves = hall.stations.filter(station => station.back === true);
    this.follow = 0;
  }

  /** Where things stand, in the canvas's own points; made anew where its width changes. */
  arrange() {
    const width = Math.max(420, this.canvas.clientWidth || 900), ratio = window.devicePixelRatio || 1;
    if (this.width === width && this.ratio === ratio) return;
    const across = Math.max(1, this.lines.length), left = 84, right = 96;
    const column = (width - left - right) / across;
    this.column = index => left + index * column;
    Object.assign(this, { width, ratio, columnWidth: column, left, right });
    const perRow = Math.max(3, Math.floor((width - left - right) / 82));
    const rows = Math.max(1, Math.ceil(this.hall.officers.length / perRow));
    this.deskY = 40; this.deskRow = 56;
    this.desks = this.hall.officers.map((_, index) => {
      const row = Math.floor(index / perRow), inRow = Math.min(perRow, this.hall.officers.length - row * perRow);
      return { x: left + (width - left - right) * ((index % perRow) + 0.5) / inRow, y: this.deskY + row * this.deskRow };
    });
    this.lineY = this.deskY + rows * this.deskRow + 46;
    this.lineHeight = 190;
    this.shelfY = this.lineY + this.lineHeight + 24;
    this.chartY = this.shelfY + (this.shelves.length ? 62 : 6);
    this.chartHeight = 86;
    this.height = this.chartY + this.chartHeight + 26;
    this.canvas.style.height = `${this.height}px`;
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(this.height * ratio);
    this.places.clear();
  }

  /** Who is where at a second: lines in the order of joining. */
  state(t) {
    const lines = this.hall.stations.map(() => []), outside = [], desks = new Map(), alone = [];
    for (const one of this.hall.people) {
      const at = spellAt(one.spells, t);
      if (at < 0) continue;
      const [begin, where, station, officer] = one.spells[at];
      if (where === OUTSIDE) outside.push([begin, one]);
      else if (where === LINE) lines[station].push([begin, one, officer]);
      else if (where === DESK) desks.set(officer, one);
      else if (where === ALONE) alone.push(one);
    }
    const shelves = this.hall.stations.map(() => 0), filed = new Set();
    for (const one of this.hall.files) {
      const at = spellAt(one.spells, t);
      if (at < 0) continue;
      const [, where, station, officer] = one.spells[at];
      if (where === LINE) shelves[station]++;
      else if (where === DESK) filed.add(officer);
    }
    for (const line of lines) line.sort((a, b) => a[0] - b[0]);
    return { lines, outside, desks, alone, shelves, filed };
  }

  draw(t, moving) {
    this.arrange();
    const pen = this.canvas.getContext("2d"), now = this.state(t), { words } = this;
    pen.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    pen.clearRect(0, 0, this.width, this.height);
    pen.textBaseline = "middle";
    this.drawDesks(pen, now);
    this.drawHeadings(pen, now);
    const targets = this.targets(now);
    const ease = moving ? 0.35 : 1;
    for (const [one, [x, y, radius]] of targets) {
      const from = this.places.get(one.number) || [34, this.lineY + 12];
      const next = [from[0] + (x - from[0]) * ease, from[1] + (y - from[1]) * ease];
      this.places.set(one.number, next);
      this.dot(pen, one, next, radius, t);
    }
    for (const number of this.places.keys()) if (!this.there.has(number)) this.places.delete(number);
    this.drawExit(pen, t);
    this.drawShelves(pen, now);
    this.drawChart(pen, t);
    return words;
  }

  dot(pen, one, [x, y], radius, t) {
    pen.beginPath();
    pen.arc(x, y, radius, 0, 7);
    pen.fillStyle = colourOf(waited(one, t) / 60);
    pen.fill();
    pen.lineWidth = one.booked ? 2 : 0.7;
    pen.strokeStyle = one.booked ? BLUE : SOFT;
    pen.stroke();
    if (one.number !== this.follow) return;
    pen.lineWidth = 3;
    pen.strokeStyle = INK;
    pen.beginPath();
    pen.arc(x, y, radius + 5, 0, 7);
    pen.stroke();
    this.text(pen, String(one.number), x, y - radius - 12, { align: "center", bold: true });
  }

  /** Where each dot is to be, and how large: smaller where a line is long. */
  targets(now) {
    const found = new Map();
    this.there = new Set();
    const put = (one, x, y, radius) => { found.set(one, [x, y, radius]); this.there.add(one.number); };
    now.outside.forEach(([, one], place) => {
      const radius = now.outside.length > 90 ? 2.4 : 4, across = Math.floor(64 / (radius * 2.4));
      put(one, 12 + (place % across) * radius * 2.4, this.lineY + 8 + Math.floor(place / across) * radius * 2.4, radius);
    });
    this.parts(now).forEach(({ line, left, width, top }) => {
      const wide = width - 14, high = this.lineHeight - 12 - top;
      let radius = 6;
      while (radius > 1.6 && Math.ceil(line.length / Math.floor(wide / (radius * 2.5))) * radius * 2.5 > high) radius -= 0.4;
      const across = Math.max(1, Math.floor(wide / (radius * 2.5)));
      line.forEach(([, one], place) => put(
        one, left + 10 + (place % across) * radius * 2.5, this.lineY + 8 + top + Math.floor(place / across) * radius * 2.5, radius));
    });
    this.hall.officers.forEach((officer, index) => {
      const one = now.desks.get(officer.at);
      if (one) put(one, this.desks[index].x, this.desks[index].y + 24, 6);
    });
    now.alone.forEach((one, place) => put(one, this.width - this.right + 14 + (place % 6) * 13, this.deskY + 20 + Math.floor(place / 6) * 13, 5));
    return found;
  }

  /** The lines as they stand: one in the column of a station, or one for each counter where people choose. */
  parts(now) {
    return this.lines.flatMap((station, index) => {
      const line = now.lines[station.at], across = Math.max(1, station.lines.length);
      if (!station.lines.length) return [{ line, left: this.column(index), width: this.columnWidth, top: 0, title: "" }];
      const width = (this.columnWidth - 6) / across, left = place => this.column(index) + 2 + place * width;
      return station.lines.map(({ before, title }, place) => (
        { line: line.filter(([, , who]) => who === before), left: left(place), width, top: 18, title, parted: place > 0 }));
    });
  }

  drawDesks(pen, now) {
    this.hall.officers.forEach((officer, index) => {
      const { x, y } = this.desks[index], busy = now.desks.has(officer.at), file = now.filed.has(officer.at);
      pen.fillStyle = busy ? "#e7f1f8" : file ? "#f4ecdf" : "#ffffff";
      pen.strokeStyle = busy ? BLUE : file ? FILE : FAINT;
      pen.lineWidth = busy || file ? 1.6 : 1;
      pen.beginPath();
      pen.roundRect(x - 38, y - 14, 76, 28, 4);
      pen.fill();
      pen.stroke();
      const [top, below] = inTwo(officer.title), style = { align: "center", size: 9, colour: busy || file ? INK : SOFT, most: 74 };
      this.text(pen, top, x, below ? y - 6 : y, style);
      if (below) this.text(pen, below, x, y + 6, style);
      if (file) { pen.fillStyle = FILE; pen.fillRect(x - 4, y + 18, 8, 10); }
    });
    this.text(pen, this.words.officers, 8, this.deskY, { size: 11, colour: SOFT, most: 72 });
  }

  drawHeadings(pen, now) {
    const top = this.lineY - 16;
    this.text(pen, `${now.outside.length} ${this.words.door}`, 8, top, { size: 11, colour: SOFT, most: 74 });
    this.lines.forEach((station, index) => {
      pen.strokeStyle = FAINT;
      pen.lineWidth = 1;
      pen.strokeRect(this.column(index) + 2, this.lineY - 4, this.columnWidth - 6, this.lineHeight);
      const count = now.lines[station.at].length;
      const x = this.column(index) + 4, [first, second] = inTwo(station.title), most = this.columnWidth - 8;
      this.text(pen, String(count), x, top - 24, { size: 14, bold: true, colour: count ? INK : SOFT });
      this.text(pen, second ? first : "", x, top - 10, { size: 10, most });
      this.text(pen, second || first, x, top + 2, { size: 10, most });
    });
    for (const { line, left, width, title, parted } of this.parts(now)) {
      if (parted) { pen.beginPath(); pen.moveTo(left, this.lineY - 4); pen.lineTo(left, this.lineY - 4 + this.lineHeight); pen.stroke(); }
      if (title) this.text(pen, `${line.length}  ${title}`, left + 4, this.lineY + 6, { size: 9, colour: SOFT, most: width - 8 });
    }
  }

  drawExit(pen, t) {
    const found = countsAt(this.hall, t), x = this.width - this.right + 6;
    const rows = [["done", found.done, "#009e73"], ["in_vain", found.in_vain, "#b5342b"]];
    if (found.missed) rows.push(["missed", found.missed, SOFT]);
    rows.forEach(([name, count, colour], place) => {
      const y = this.lineY + 10 + place * 58;
      this.text(pen, String(count), x, y, { size: 22, bold: true, colour });
      this.text(pen, this.words[name], x, y + 20, { size: 11, colour: SOFT, most: this.right - 10 });
    });
  }

  drawShelves(pen, now) {
    if (!this.shelves.length) return;
    this.text(pen, this.words.shelf, 8, this.shelfY + 6, { size: 11, colour: SOFT, most: 74 });
    const wide = (this.width - this.left - 8) / this.shelves.length;
    this.shelves.forEach((station, index) => {
      const x = this.left + index * wide, count = now.shelves[station.at];
      this.text(pen, `${count}  ${station.title}`, x, this.shelfY + 4, { size: 11, most: wide - 8 });
      pen.fillStyle = FILE;
      const most = Math.floor((wide - 12) / 4);
      for (let place = 0; place < Math.min(count, most * 2); place++)
        pen.fillRect(x + (place % most) * 4, this.shelfY + 16 + Math.floor(place / most) * 14, 3, 11);
    });
  }

  drawChart(pen, t) {
    const { first, last, most } = this.day, left = this.left, right = this.width - 12, base = this.chartY + this.chartHeight;
    const x = second => left + (right - left) * (second - first) / Math.max(1, last - first);
    const y = count => base - (this.chartHeight - 14) * count / Math.max(1, most);
    pen.strokeStyle = FAINT;
    pen.lineWidth = 1;
    for (let hour = Math.ceil(first / 3600); hour * 3600 <= last; hour++) {
      pen.beginPath(); pen.moveTo(x(hour * 3600), this.chartY); pen.lineTo(x(hour * 3600), base); pen.stroke();
      this.text(pen, String(hour).padStart(2, "0"), x(hour * 3600), base + 11, { align: "center", size: 11, colour: SOFT });
    }
    this.text(pen, this.words.queue, 8, (this.chartY + base) / 2, { size: 11, colour: SOFT, most: 60 });
    this.text(pen, String(most), left - 6, y(most), { align: "right", size: 11, colour: SOFT });
    this.text(pen, "0", left - 6, base, { align: "right", size: 11, colour: SOFT });
    const until = Math.min(this.hall.profile.length - 1, Math.floor((t - first) / 60));
    pen.beginPath();
    pen.moveTo(left, base);
    for (let minute = 0; minute <= until; minute++) pen.lineTo(x(first + minute * 60), y(this.hall.profile[minute]));
    pen.lineTo(x(first + Math.max(0, until) * 60), base);
    pen.closePath();
    pen.fillStyle = "#cfe3f1";
    pen.fill();
    pen.strokeStyle = BLUE;
    pen.lineWidth = 1.5;
    pen.stroke();
    pen.strokeStyle = INK;
    pen.beginPath(); pen.moveTo(x(t), this.chartY); pen.lineTo(x(t), base); pen.stroke();
  }

  /** Words that never leave the place they have: cut with an ellipsis. */
  text(pen, said, x, y, { align = "left", size = 12, colour = INK, bold = false, most = 0 } = {}) {
    pen.font = `${bold ? "600 " : ""}${size}px "DejaVu Sans", system-ui, sans-serif`;
    pen.textAlign = align;
    pen.fillStyle = colour;
    let shown = said;
    if (most && pen.measureText(shown).width > most) {
      while (shown.length > 1 && pen.measureText(`${shown}…`).width > most) shown = shown.slice(0, -1);
      shown += "…";
    }
    pen.fillText(shown, x, y);
  }

  /** The number of the dot nearest to a point of the canvas; 0 where none is near. */
  nearest(x, y) {
    let best = 0, near = 14;
    for (const [number, [px, py]] of this.places) {
      const distance = Math.hypot(px - x, py - y);
      if (distance < near) [best, near] = [number, distance];
    }
    return best;
  }
}

/** A title in two lines of about the same length. */
function inTwo(title) {
  const parts = title.split(" "), cuts = parts.map((_, at) => [parts.slice(0, at).join(" "), parts.slice(at).join(" ")]);
  if (title.length < 11 || parts.length < 2) return [title, ""];
  return cuts.slice(1).sort((a, b) => Math.max(...a.map(x => x.length)) - Math.max(...b.map(x => x.length)))[0];
}

/** Where somebody is, in words. */
function told(hall, number, t, words) {
  const one = hall.people.find(person => person.number === number);
  if (!one) return filled(words.nobody, { number });
  const at = spellAt(one.spells, t), said = { number, service: one.service, minutes: Math.round(waited(one, t) / 60) };
  if (at < 0) return filled(words.not_yet, { ...said, time: clock(one.spells[0][0]) });
  const [, where, station, officer] = one.spells[at];
  said.station = station >= 0 ? hall.stations[station].title : "";
  const before = station >= 0 ? hall.stations[station].lines.find(found => found.before === officer) : null;
  const desk = hall.officers.find(found => found.at === officer) || before;
  said.officer = desk ? desk.title : "";
  if (where === GONE) return filled(words.gone, { ...said, end: one.end, time: clock(one.spells[at][0]) });
  return filled(words[["outside", officer >= 0 ? "line_before" : "line", "desk", "alone"][where]], said);
}

function element(kind, parent, options = {}) {
  const made = document.createElement(kind);
  Object.assign(made, options);
  parent.appendChild(made);
  return made;
}

export function play(root, day) {
  const { words, halls } = day, scenes = [];
  root.classList.add("loket-hall");
  root.lang = day.lang;
  for (const hall of halls) hall.profile = profile(hall, day.first, day.last);
  day.most = Math.max(1, ...halls.flatMap(hall => hall.profile));
  const bar = element("div", root, { className: "bar" });
  const button = element("button", bar, { type: "button", textContent: words.play });
  const time = element("span", bar, { className: "clock" });
  const slider = element("input", bar, { type: "range", min: day.first, max: day.last, step: 30, value: day.first });
  slider.setAttribute("aria-label", words.hour);
  const speed = element("select", bar);
  speed.setAttribute("aria-label", words.speed);
  for (const times of [60, 300, 900]) element("option", speed, { value: times, textContent: filled(words.times, { minutes: times / 60 }), selected: times === 300 });
  element("span", bar, { textContent: words.follow });
  const who = element("input", bar, { type: "number", min: 0, value: 0 });
  who.setAttribute("aria-label", words.follow);
  const place = element("div", root, { className: "halls" });
  for (const hall of halls) {
    const one = element("div", place, { className: "one" });
    element("h3", one, { textContent: hall.title });
    const canvas = element("canvas", one, { tabIndex: 0 });
    canvas.setAttribute("role", "img");
    const said = element("p", one, { className: "told" });
    said.setAttribute("aria-live", "polite");
    const scene = new Scene(hall, canvas, words, day);
    scenes.push({ scene, canvas, said });
    canvas.addEventListener("click", event => {
      const box = canvas.getBoundingClientRect();
      follow(scene.nearest(event.clientX - box.left, event.clientY - box.top));
    });
  }
  const key = element("p", root, { className: "key" });
  element("span", key, { textContent: words.waited });
  let least = 0;
  for (const [most, colour] of WAITS) {
    element("i", key).style.background = colour;
    element("span", key, { textContent: most > 1e6 ? filled(words.more_than, { minutes: least }) : filled(words.below, { minutes: most }) });
    least = most;
  }
  element("i", key).style.cssText = `background:#fff;border:2px solid ${BLUE}`;
  element("span", key, { textContent: words.booked });

  let t = day.first, playing = false, before = 0, stopped = false, spoken = -1;
  const frames = [];
  const show = moving => {
    const began = performance.now();
    for (const { scene } of scenes) scene.draw(t, moving);
    time.textContent = clock(t);
    slider.value = t;
    slider.setAttribute("aria-valuetext", clock(t));
    const minute = Math.floor(t / (playing ? 900 : 60));
    if (minute !== spoken || scenes[0].scene.follow) { spoken = minute; speak(); }
    if (moving) { frames.push(performance.now() - began); if (frames.length > 2000) frames.shift(); }
  };
  const speak = () => {
    for (const { scene, canvas, said } of scenes) {
      const summary = filled(words.now, { time: clock(t), ...countsAt(scene.hall, t) });
      canvas.setAttribute("aria-label", `${scene.hall.title}. ${summary}`);
      said.textContent = scene.follow ? told(scene.hall, scene.follow, t, words) : summary;
    }
  };
  const follow = number => {
    who.value = number || 0;
    for (const { scene } of scenes) scene.follow = number;
    spoken = -1;
    show(false);
  };
  const go = to => { t = Math.min(day.last, Math.max(day.first, to)); show(false); };
  const toggle = wanted => {
    playing = wanted ?? !playing;
    if (playing && t >= day.last) t = day.first;
    button.textContent = playing ? words.pause : words.play;
    before = performance.now();
    if (playing) requestAnimationFrame(step);
  };
  const step = stamp => {
    if (!playing || stopped) return;
    t = Math.min(day.last, t + Math.min(0.1, Math.max(0, stamp - before) / 1000) * Number(speed.value));
    before = stamp;
    show(true);
    if (t >= day.last) toggle(false); else requestAnimationFrame(step);
  };
  button.addEventListener("click", () => toggle());
  slider.addEventListener("input", () => go(Number(slider.value)));
  who.addEventListener("change", () => follow(Number(who.value) || 0));
  root.addEventListener("keydown", event => {
    if (["INPUT", "SELECT"].includes(event.target.tagName)) return;
    const keys = { ArrowRight: 300, ArrowLeft: -300, PageDown: 3600, PageUp: -3600 };
    if (event.key in keys) { go(t + keys[event.key]); event.preventDefault(); }
    else if (event.key === " " && event.target !== button) { toggle(); event.preventDefault(); }
  });
  const resized = new ResizeObserver(() => show(false));
  scenes.forEach(({ canvas }) => resized.observe(canvas.parentElement));
  show(false);
  return {
    go, toggle, follow, frames,
    now: () => t,
    counts: at => halls.map(hall => countsAt(hall, at)),
    stop: () => { stopped = true; resized.disconnect(); },
  };
}

export default {
  render({ model, el }) {
    const playing = play(el, structuredClone(model.get("day")));
    el.loketHall = playing;
    return () => playing.stop();
  },
};
