/* Points and plots on a plain drawing: no map from elsewhere, a grid with its scale. What is typed is what is sent. */
"use strict";

const WIDTH = 320;
const HEIGHT = 220;
const NEAR = 16; // so close to a corner a finger takes hold of it
const SVG = "http://www.w3.org/2000/svg";
const COORDINATES = /^\s*(-?\d{1,3}(?:\.\d+)?)[,;\s]+(-?\d{1,3}(?:\.\d+)?)\s*$/;
const INDONESIA = { south: -11.1, west: 94.9, north: 6.2, east: 141.1 };

/* Metres in a degree of latitude and of longitude (WGS 84); the server counts the same way. */
function metres(latitude) {
  const angle = (latitude * Math.PI) / 180;
  return [
    111132.92 - 559.82 * Math.cos(2 * angle),
    111412.84 * Math.cos(angle) - 93.5 * Math.cos(3 * angle),
  ];
}

function area(corners) {
  if (corners.length < 3) return 0;
  const [tall, wide] = metres(corners.reduce((sum, [latitude]) => sum + latitude, 0) / corners.length);
  const flat = corners.map(([latitude, longitude]) => [(longitude - corners[0][1]) * wide, (latitude - corners[0][0]) * tall]);
  const doubled = flat.reduce((sum, [x, y], n) => {
    const [nextX, nextY] = flat[(n + 1) % flat.length];
    return sum + x * nextY - nextX * y;
  }, 0);
  return Math.round(Math.abs(doubled) / 2);
}

function roundStep(least) {
  for (let power = 1; ; power *= 10) {
    for (const one of [1, 2, 5]) if (one * power >= least) return one * power;
  }
}

function length(step) {
  return step < 1000 ? `${step} m` : `${(step / 1000).toLocaleString(document.documentElement.lang)} km`;
}

class Place {
  constructor(box) {
    this.box = box;
    this.input = document.getElementById(box.dataset.input);
    this.many = box.dataset.place === "polygon";
    this.svg = box.querySelector(":scope > svg");
    this.said = box.querySelector("[role=status]");
    const extent = JSON.parse(box.dataset.extent || "{}");
    this.extent = "south" in extent ? extent : INDONESIA;
    this.corners = this.read();
    this.look(this.corners.length ? this.corners : this.beside());
    box.addEventListener("click", (event) => this.press(event.target.closest("[data-act]")?.dataset.act));
    this.input.addEventListener("input", () => {
      this.corners = this.read();
      if (this.corners.length) this.look(this.corners);
      this.draw();
    });
    this.svg.addEventListener("pointerdown", (event) => this.hold(event));
    this.svg.addEventListener("pointermove", (event) => this.move(event));
    this.svg.addEventListener("pointerup", (event) => this.letGo(event));
    this.svg.addEventListener("pointercancel", () => (this.held = null));
    document.addEventListener("place", () => {
      if (this.corners.length || !this.beside().length) return;
      this.look(this.beside());
      this.draw();
    });
    box.hidden = false;
    this.draw();
  }

  read() {
    const found = [];
    for (const line of this.input.value.split("\n")) {
      const match = COORDINATES.exec(line);
      if (match) found.push([Number(match[1]), Number(match[2])]);
    }
    return this.many ? found : found.slice(0, 1);
  }

  /* The point on the same page: the borders of a plot lie round its building. */
  beside() {
    const point = this.many && document.querySelector("[data-place=point]");
    const match = point && COORDINATES.exec(document.getElementById(point.dataset.input).value);
    return match ? [[Number(match[1]), Number(match[2])]] : [];
  }

  write() {
    this.input.value = this.corners.map((corner) => corner.map((part) => Number(part.toFixed(6))).join(", ")).join("\n");
    this.draw();
    document.dispatchEvent(new Event("place"));
  }

  /* The middle and the scale at which these corners, or else the whole region, are seen. */
  look(corners) {
    const { south, north, west, east } = corners.length
      ? {
          south: Math.min(...corners.map((corner) => corner[0])),
          north: Math.max(...corners.map((corner) => corner[0])),
          west: Math.min(...corners.map((corner) => corner[1])),
          east: Math.max(...corners.map((corner) => corner[1])),
        }
      : this.extent;
    this.middle = [(south + north) / 2, (west + east) / 2];
    const [tall, wide] = metres(this.middle[0]);
    this.scale = Math.max(((east - west) * wide) / (WIDTH - 60), ((north - south) * tall) / (HEIGHT - 60), 0.25);
  }

  onPaper([latitude, longitude]) {
    const [tall, wide] = metres(this.middle[0]);
    return [
      WIDTH / 2 + ((longitude - this.middle[1]) * wide) / this.scale,
      HEIGHT / 2 - ((latitude - this.middle[0]) * tall) / this.scale,
    ];
  }

  onEarth([x, y]) {
    const [tall, wide] = metres(this.middle[0]);
    return [
      this.middle[0] - ((y - HEIGHT / 2) * this.scale) / tall,
      this.middle[1] + ((x - WIDTH / 2) * this.scale) / wide,
    ];
  }

  press(act) {
    if (act === "in" || act === "out") {
      this.scale *= act === "in" ? 0.5 : 2;
      this.draw();
    } else if (act === "undo") {
      this.corners.pop();
      this.write();
    } else if (act === "here") this.here();
  }

  here() {
    const { wait, none, near } = this.box.dataset;
    if (!navigator.geolocation) {
      this.said.textContent = none;
      return;
    }
    this.said.textContent = wait;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const corner = [coords.latitude, coords.longitude];
        this.corners = this.many ? [...this.corners, corner] : [corner];
        this.look([corner]);
        this.scale = 0.5;
        this.write();
        this.said.textContent = `${near} ${Math.round(coords.accuracy)} m. ${this.said.textContent}`;
      },
      () => (this.said.textContent = none),
      { enableHighAccuracy: true, timeout: 20000 },
    );
  }

  spot(event) {
    const { left, top, width, height } = this.svg.getBoundingClientRect();
    return [((event.clientX - left) * WIDTH) / width, ((event.clientY - top) * HEIGHT) / height];
  }

  hold(event) {
    const from = this.spot(event);
    const corner = this.corners.findIndex((one) => {
      const [x, y] = this.onPaper(one);
      return Math.hypot(x - from[0], y - from[1]) < NEAR;
    });
    this.held = { from, corner, middle: this.middle, moved: false };
    this.svg.setPointerCapture(event.pointerId);
  }

  move(event) {
    if (!this.held) return;
    const [x, y] = this.spot(event);
    const [fromX, fromY] = this.held.from;
    if (!this.held.moved && Math.hypot(x - fromX, y - fromY) < 4) return;
    this.held.moved = true;
    if (this.held.corner >= 0) {
      this.corners[this.held.corner] = this.onEarth([x, y]);
      this.write();
    } else {
      const [tall, wide] = metres(this.held.middle[0]);
      this.middle = [
        this.held.middle[0] + ((y - fromY) * this.scale) / tall,
        this.held.middle[1] - ((x - fromX) * this.scale) / wide,
      ];
      this.draw();
    }
  }

  letGo(event) {
    const held = this.held;
    this.held = null;
    if (!held || held.moved || held.corner >= 0) return;
    const corner = this.onEarth(this.spot(event));
    this.corners = this.many ? [...this.corners, corner] : [corner];
    this.write();
  }

  line(name, attributes, text = "") {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.textContent = text;
    this.svg.append(element);
  }

  draw() {
    this.svg.replaceChildren();
    const step = roundStep(50 * this.scale);
    const gap = step / this.scale;
    const [originX, originY] = this.onPaper([this.extent.south, this.extent.west]);
    for (let x = ((originX % gap) + gap) % gap; x < WIDTH; x += gap) this.line("line", { class: "grid", x1: x, x2: x, y1: 0, y2: HEIGHT });
    for (let y = ((originY % gap) + gap) % gap; y < HEIGHT; y += gap) this.line("line", { class: "grid", x1: 0, x2: WIDTH, y1: y, y2: y });
    const [eastX, northY] = this.onPaper([this.extent.north, this.extent.east]);
    this.line("rect", { class: "edge", x: originX, y: northY, width: Math.max(eastX - originX, 0), height: Math.max(originY - northY, 0) });
    const spots = this.corners.map((corner) => this.onPaper(corner));
    if (spots.length > 1) this.line(spots.length > 2 ? "polygon" : "polyline", { points: spots.map((spot) => spot.join(",")).join(" ") });
    for (const [x, y] of spots) this.line("circle", { cx: x, cy: y, r: 7 });
    this.line("line", { class: "scale", x1: 10, x2: 10 + gap, y1: HEIGHT - 10, y2: HEIGHT - 10 });
    this.line("text", { x: 10, y: HEIGHT - 16 }, length(step));
    const size = area(this.corners);
    this.said.textContent = size ? `${this.box.dataset.area} ${size.toLocaleString(document.documentElement.lang)} m²` : "";
  }
}

for (const box of document.querySelectorAll("[data-place]")) new Place(box);
