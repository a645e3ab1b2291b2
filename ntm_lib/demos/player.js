// Scrubs through pictures that are already here: no kernel is needed while it moves.
// JupyterLab takes arrow keys away from focused elements unless the element itself says that it wants them.

// Each widget loads this module anew, so that a counter would give two of them the same id.
const unique = (name) => `${name}-${Math.random().toString(36).slice(2)}`;

function focusable(element) {
  element.setAttribute("data-lm-suppress-shortcuts", "true");
  return element;
}

function scrubber(model, trait, texts, name, listeners) {
  const id = unique("ntm-player");
  const row = document.createElement("div");
  row.className = "ntm-row";
  const label = document.createElement("label");
  label.htmlFor = id;
  const play = focusable(document.createElement("button"));
  play.type = "button";
  const range = focusable(document.createElement("input"));
  Object.assign(range, { type: "range", id, min: 0, step: 1 });
  const said = document.createElement("output");
  said.htmlFor = id;
  row.append(label, play, range, said);
  let timer = null;

  const last = () => model.get(texts).length - 1;
  function move(position) {
    model.set("stand_in", []);
    model.set(trait, position);
    model.save_changes();
  }
  function stop() {
    clearInterval(timer);
    timer = null;
    show();
  }
  function show() {
    const position = model.get(trait);
    const text = model.get(texts)[position] ?? "";
    row.hidden = last() < 1;
    label.textContent = model.get(name);
    range.max = last();
    range.value = position;
    range.setAttribute("aria-valuetext", text);
    said.textContent = text;
    play.textContent = timer ? "Pause" : "Play";
    play.setAttribute("aria-label", `${timer ? "Pause" : "Play"}, ${model.get(name)}`);
  }
  range.addEventListener("input", () => move(Number(range.value)));
  play.addEventListener("click", () => {
    if (timer) return stop();
    if (model.get(trait) >= last()) move(0);
    timer = setInterval(() => {
      if (!row.isConnected || model.get(trait) >= last()) return stop();
      move(model.get(trait) + 1);
      if (model.get(trait) >= last()) stop();
    }, model.get("pause"));
    show();
  });
  listeners.push([`change:${trait} change:${texts} change:${name}`, show]);
  show();
  return { row, playing: () => timer !== null, stop };
}

// A grid over part of the picture for a pointer; the dials beside it do the same for a keyboard.
function drawingPad(model, listeners) {
  const pad = document.createElement("div");
  pad.className = "ntm-draw-on";
  pad.setAttribute("aria-hidden", "true");
  let start = null;

  function placeOf(event) {
    const box = pad.getBoundingClientRect();
    const [rows, columns] = model.get("pad").slice(4);
    const cell = (part, count) => Math.min(Math.max(Math.floor(part * count), 0), count - 1);
    return [
      cell((event.clientY - box.top) / box.height, rows),
      cell((event.clientX - box.left) / box.width, columns),
    ];
  }
  function tell(event) {
    const stroke = [...start, ...placeOf(event)];
    if (String(stroke) === String(model.get("stroke"))) return;
    model.set("stroke", stroke);
    model.save_changes();
  }
  function end() {
    start = null;
    model.set("stroke", []); // the same stroke again is news
  }
  pad.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    pad.setPointerCapture(event.pointerId);
    start = placeOf(event);
    tell(event);
  });
  pad.addEventListener("pointermove", (event) => start && tell(event));
  pad.addEventListener("pointerup", end);
  pad.addEventListener("pointercancel", end);

  function show() {
    pad.hidden = model.get("pad").length === 0;
    ["left", "top", "width", "height"].forEach((side, i) => (pad.style[side] = `${model.get("pad")[i]}%`));
  }
  listeners.push(["change:pad", show]);
  show();
  return pad;
}

function render({ model, el }) {
  const listeners = [];
  const root = document.createElement("div");
  root.className = "ntm-demo ntm-player";
  root.setAttribute("role", "group");
  const title = document.createElement("p");
  title.className = "ntm-title";
  const card = document.createElement("div");
  card.className = "ntm-picture";
  const film = document.createElement("div");
  film.className = "ntm-film";
  const img = document.createElement("img");
  film.append(img, drawingPad(model, listeners));
  card.append(film);
  const caption = document.createElement("div");
  caption.className = "ntm-caption";
  const lines = [document.createElement("p"), document.createElement("p")];
  caption.append(...lines);
  const frames = scrubber(model, "position", "texts", "axis", listeners);
  const times = scrubber(model, "moment", "moments", "moment_axis", listeners);
  root.append(title, frames.row, times.row, card, caption);
  el.append(root);

  function veils() {
    film.querySelectorAll(".ntm-veil").forEach((veil) => veil.remove());
    const columns = model.get("moments").length;
    const done = (model.get("moment") + 1) / columns;
    for (const [x, y, width, height] of model.get("veils")) {
      const veil = document.createElement("div");
      veil.className = "ntm-veil";
      const percent = { left: x + width * done, top: y, width: width * (1 - done), height };
      for (const [side, part] of Object.entries(percent)) veil.style[side] = `${100 * part}%`;
      film.append(veil);
    }
  }
  function show() {
    const position = model.get("position");
    const [frame, said] = model.get("stand_in").length
      ? model.get("stand_in")
      : [model.get("frames")[position] ?? "", model.get("captions")[position] ?? ""];
    const detail = (model.get("details")[position] ?? [])[model.get("moment")] ?? "";
    const [width, height] = model.get("size");
    film.style.width = `${width}px`;
    film.style.aspectRatio = `${width} / ${height}`; // the place is kept while a picture changes
    if (img.getAttribute("src") !== frame) img.src = frame;
    img.alt = [said, detail].filter(Boolean).join(" ");
    title.textContent = model.get("label");
    root.setAttribute("aria-label", model.get("label"));
    lines[0].textContent = said;
    lines[1].textContent = detail;
    lines[1].hidden = !detail;
    caption.setAttribute("aria-live", frames.playing() || times.playing() ? "off" : "polite");
    veils();
  }
  listeners.push(["change:frames change:captions change:label change:size change:position change:stand_in", show]);
  listeners.push(["change:moment change:moments change:details change:veils", show]);
  listeners.forEach(([names, listener]) => model.on(names, listener));
  show();
  return () => {
    frames.stop();
    times.stop();
    listeners.forEach(([names, listener]) => model.off(names, listener));
  };
}

export default { render };
